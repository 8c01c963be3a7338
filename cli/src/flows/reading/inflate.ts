import { createGunzip, createInflateRaw } from 'node:zlib';
import { InputError } from './problem';

/** How much may come out of a compressed file. */
export interface UnpackLimits {
	/** All bytes together. */
	readonly mostBytes: number;
	/** Bytes out for one byte in; asked from `RATIO_FROM` on, as a short file may be as dense as it likes. */
	readonly mostRatio: number;
}

/** Text of claims packs ten to a hundred times; deflate can do a thousand, and only a bomb does. */
export const UNPACK_LIMITS: UnpackLimits = { mostBytes: 200 * 1024 ** 3, mostRatio: 300 };
const RATIO_FROM = 64 * 1024 ** 2;
/** What is given to the inflater at once: at deflate's densest this comes out as 16 MB. */
const PIECE = 16_384;

/** Counts what comes out of one file or one archive, and stops a bomb. */
export class UnpackGuard {
	#in = 0;
	#out = 0;

	constructor(private readonly limits: UnpackLimits = UNPACK_LIMITS) {}

	took(bytes: number): void {
		this.#in += bytes;
	}

	gave(bytes: number): void {
		this.#out += bytes;
		if (this.#out > this.limits.mostBytes)
			throw new InputError('UNPACKED_TOO_LARGE', `${this.limits.mostBytes} bytes`);
		if (this.#out > RATIO_FROM && this.#out > this.#in * this.limits.mostRatio)
			throw new InputError('COMPRESSED_TOO_DENSE', `${this.limits.mostRatio} times its size`);
	}
}

/** The content of gzip, or of one file of a ZIP archive, as it comes in; what was whole before damage is handed out. */
export async function* inflate(
	source: AsyncIterable<Uint8Array>,
	format: 'gzip' | 'deflate-raw',
	guard: UnpackGuard,
): AsyncGenerator<Uint8Array> {
	const engine = format === 'gzip' ? createGunzip() : createInflateRaw();
	const ready: Uint8Array[] = [];
	let failure: Error | undefined;
	let isOver = false;
	let wake = () => {};
	engine.on('data', (chunk: Uint8Array) => ready.push(chunk));
	// It may be over before its source is: archives from tapes are filled up with zeros.
	engine.on('end', () => {
		isOver = true;
		wake();
	});
	engine.on('error', (error) => {
		failure = error;
		wake();
	});
	const settled = (begin: (done: () => void) => void) =>
		new Promise<void>((resolve) => {
			wake = resolve;
			begin(resolve);
		});
	const taken = function* () {
		for (const chunk of ready.splice(0)) {
			guard.gave(chunk.length);
			yield chunk;
		}
	};
	try {
		for await (const chunk of source) {
			for (let at = 0; at < chunk.length && !failure && !isOver; at += PIECE) {
				const piece = chunk.subarray(at, at + PIECE);
				guard.took(piece.length);
				await settled((done) => engine.write(piece, () => done()));
				yield* taken();
			}
			if (failure || isOver) break;
		}
		if (!failure && !isOver) await settled(() => engine.end());
		yield* taken();
		if (failure) throw damage(failure);
	} finally {
		engine.destroy();
	}
}

const damage = (error: Error & { code?: string }): InputError =>
	new InputError(error.code === 'Z_BUF_ERROR' ? 'COMPRESSED_TRUNCATED' : 'COMPRESSED_DAMAGED', error.message);
