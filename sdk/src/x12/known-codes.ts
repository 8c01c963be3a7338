const SIZE = 4096;
const numbers = new Int32Array(SIZE);
const texts: string[] = new Array(SIZE).fill('');

/** The text of a packed code; a file has few of them, and each is written once. */
export function unpackCode(packed: number): string {
	const place = (packed ^ (packed >>> 9)) & (SIZE - 1);
	return numbers[place] === packed ? (texts[place] ?? '') : learn(place, packed);
}

function learn(place: number, packed: number): string {
	let code = '';
	for (let rest = packed; rest > 0; rest >>= 8) code = String.fromCharCode(rest & 0xff) + code;
	numbers[place] = packed;
	texts[place] = code;
	return code;
}
