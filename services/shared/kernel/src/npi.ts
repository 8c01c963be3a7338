/**
 * Whether a National Provider Identifier is well formed: ten digits whose Luhn sum, over `80840` + NPI, ends in 0
 * (45 CFR 162.406; the prefix 80840 names health applications in the United States).
 */
export function isNpi(npi: string): boolean {
	if (!/^\d{10}$/.test(npi)) return false;
	return luhnSum(`80840${npi}`) % 10 === 0;
}

/** The NPI that begins with these nine digits: the tenth is the Luhn check digit. */
export function npiOf(nineDigits: string): string {
	if (!/^\d{9}$/.test(nineDigits)) throw new RangeError('an NPI is made of nine digits and a check digit');
	return `${nineDigits}${(10 - (luhnSum(`80840${nineDigits}0`) % 10)) % 10}`;
}

function luhnSum(digits: string): number {
	let sum = 0;
	for (let at = digits.length - 1, double = false; at >= 0; at--, double = !double) {
		const digit = digits.charCodeAt(at) - 48;
		sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
	}
	return sum;
}
