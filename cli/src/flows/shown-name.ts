/** The name of a file within a sentence: what would break the line, or steer the terminal, is written out. */
export const shownName = (file: string): string =>
	file.replace(/\p{Cc}/gu, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
