/** CLM05, whose shape gives the component separator away where the header names another. */
export const COMPOSITE_PLACE = /^\w{1,2}([^\w\s])\w?\1\w{1,4}$/;
