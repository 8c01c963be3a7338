/** An instant as people read it: to the minute, in UTC as everything that is stored. */
export const momentOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ');
