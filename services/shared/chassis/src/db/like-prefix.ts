/** A LIKE pattern for lower-case texts that begin like this one. */
export const likePrefix = (text: string): string => `${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
