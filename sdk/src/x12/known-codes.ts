const SIZE = 4096;
const numbers = new Int32Array(SIZE);
const texts: string[] = new Array(SIZE).fill('');

/** The text of a packed code; a file has few of them, and each is written once. */
export function unpackCode(packed: number): string {
	const place = (packed ^ (packed >>> 9)) & (SIZE - 1);
	if (numbers[place] === packed) return texts[place] ?? '';
	let code = '';
	for (let rest = packed; rest > 0; rest >>= 8) code = String.fromCharCode(rest & 0xff) + code;
	numbers[place] = packed;
	texts[place] = code;
	return code;
}
