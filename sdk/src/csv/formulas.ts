/** Text that a spreadsheet takes for a formula as soon as the file is opened; full-width signs where it is Japanese. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20](?!\d*\.?\d*$)/;
const APOSTROPHE = "'";

/** A cell that a spreadsheet would run, made text by an apostrophe, as spreadsheets mark it themselves. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `${APOSTROPHE}${text}` : text);

/** The same cell, read again: nothing else begins with an apostrophe before a formula. */
export const unguarded = (text: string): string =>
	text.startsWith(APOSTROPHE) && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
