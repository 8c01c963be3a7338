import { write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { Failure } from '../failure';

const writeTo = promisify(write);
/** How long a reader is waited for who takes nothing just now. */
const BUSY_MS = 5;

/**
 * What standard output or a file is given, never faster than it is read. Text is gathered, so that a million lines are not
 * a million writes; bytes come in pieces that are large enough.
 */
export class StandardOutput {
	#waiting: string[] = [];
	#size = 0;

	constructor(
		private readonly descriptor = 1,
		private readonly flushAt = 262_144,
		/** What is written for a piece of text: its bytes, or those packed. */
		private readonly encode: (text: string) => Uint8Array = (text) => Buffer.from(text, 'utf8'),
	) {}

	line(text: string): Promise<void> {
		return this.write(`${text}\n`);
	}

	async write(text: string): Promise<void> {
		this.#waiting.push(text);
		this.#size += text.length;
		if (this.#size >= this.flushAt) await this.flush();
	}

	/** What is no text, behind all that was written before. */
	async bytes(piece: Uint8Array): Promise<void> {
		await this.flush();
		await this.#send(piece);
	}

	async flush(): Promise<void> {
		if (this.#size === 0) return;
		const bytes = this.encode(this.#waiting.join(''));
		this.#waiting = [];
		this.#size = 0;
		await this.#send(bytes);
	}

	async #send(piece: Uint8Array): Promise<void> {
		let bytes = piece;
		while (bytes.length > 0) {
			const { bytesWritten } = await writeTo(this.descriptor, bytes).catch(async (error) => {
				refuseUnlessBusy(error);
				await Bun.sleep(BUSY_MS);
				return { bytesWritten: 0 };
			});
			bytes = bytes.subarray(bytesWritten);
		}
	}
}

/** A few lines for standard output, written when this returns. */
export function print(text: string, descriptor = 1): void {
	let bytes = Buffer.from(text, 'utf8');
	while (bytes.length > 0) {
		try {
			bytes = bytes.subarray(writeSync(descriptor, bytes));
		} catch (error) {
			refuseUnlessBusy(error as NodeJS.ErrnoException);
			Bun.sleepSync(BUSY_MS);
		}
	}
}

/** What can be tried again is let pass; an output that is closed or full ends the command. */
function refuseUnlessBusy(cause: NodeJS.ErrnoException): void {
	if (cause.code === 'EAGAIN') return;
	if (cause.code === 'EPIPE')
		throw new Failure('unread', 'OUTPUT_CLOSED', 'nobody reads any further', { cause });
	throw new Failure('failed', 'OUTPUT_NOT_WRITTEN', `the output cannot be written (${cause.code})`, {
		cause,
	});
}
