/** Ninety years of days, twelve months of 32 each: birthdays and dates of service seldom meet in one place. */
const SIZE = 1 << 15;

/** Days as they are written, kept for the next time: a file names the same ones again and again. */
const numbers = new Int32Array(SIZE).fill(-1);
const texts: string[] = new Array(SIZE).fill('');

const years: string[] = [];
const behindHyphen = Array.from({ length: 32 }, (_, value) => (value < 10 ? `-0${value}` : `-${value}`));

/** A day `YYYYMMDD` as `YYYY-MM-DD`; undefined where the calendar has no such day. */
export function writeDay(number: number): string | undefined {
	const month = (number / 100) | 0;
	const day = number - month * 100;
	const year = (month / 100) | 0;
	const place = ((year * 12 + month - year * 100) * 32 + day) & (SIZE - 1);
	return numbers[place] === number ? texts[place] : learn(place, number);
}

function learn(place: number, number: number): string | undefined {
	const year = Math.floor(number / 10_000);
	const month = Math.floor(number / 100) % 100;
	const day = number % 100;
	if (year < 1 || day < 1 || day > daysInMonth(year, month)) return undefined;
	years[year] ??= String(year).padStart(4, '0');
	const text = `${years[year]}${behindHyphen[month]}${behindHyphen[day]}`;
	numbers[place] = number;
	texts[place] = text;
	return text;
}

/** No day at all in a month that does not exist. */
function daysInMonth(year: number, month: number): number {
	if (month < 1 || month > 12) return 0;
	if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
	return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
