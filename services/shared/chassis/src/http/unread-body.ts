/**
 * Stands for a body of a media type that only routes for files read. No schema takes a symbol, as one of defaults alone would
 * take an object; the refusal then tells the media type to be the fault.
 */
export const UNREAD_BODY = Symbol('unread body');
