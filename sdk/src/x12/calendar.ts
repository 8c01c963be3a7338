const SIZE = 4096;
/** `01` to `31`. */
const DAYS = Array.from({ length: 32 }, (_, day) => String(day).padStart(2, '0'));

/** Months as they are written and how long they are, kept for the next time: a file has few of them. */
const months = new Int32Array(SIZE).fill(-1);
const lengths = new Uint8Array(SIZE);
const texts: string[] = new Array(SIZE).fill('');

/** A day `YYYYMMDD` as `YYYY-MM-DD`; undefined where the calendar has no such day. */
export function writeDay(number: number): string | undefined {
	const month = Math.floor(number / 100);
	const day = number - month * 100;
	const place = (Math.floor(month / 100) * 12 + (month % 100)) & (SIZE - 1);
	if (months[place] !== month) learn(place, month);
	if (day < 1 || day > (lengths[place] ?? 0)) return undefined;
	return (texts[place] ?? '') + (DAYS[day] ?? '');
}

function learn(place: number, month: number): void {
	const digits = String(month).padStart(6, '0');
	months[place] = month;
	lengths[place] = daysInMonth(Math.floor(month / 100), month % 100);
	texts[place] = `${digits.slice(0, 4)}-${digits.slice(4)}-`;
}

/** No day at all in a month that does not exist. */
function daysInMonth(year: number, month: number): number {
	if (month < 1 || month > 12) return 0;
	if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
