import { write } from 'node:fs';
import { promisify } from 'node:util';
import { Failure } from '../failure';

const writeTo = promisify(write);

/** Text for standard output, gathered so that a million lines are not a million writes, and never faster than it is read. */
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

	async flush(): Promise<void> {
		if (this.#size === 0) return;
		let bytes = this.encode(this.#waiting.join(''));
		this.#waiting = [];
		this.#size = 0;
		while (bytes.length > 0) {
			const { bytesWritten } = await writeTo(this.descriptor, bytes).catch(
				async (error: NodeJS.ErrnoException) => {
					if (error.code === 'EPIPE')
						throw new Failure('unread', 'OUTPUT_CLOSED', 'nobody reads any further', { cause: error });
					if (error.code !== 'EAGAIN')
						throw new Failure(
							'failed',
							'OUTPUT_NOT_WRITTEN',
							`the output cannot be written (${error.code})`,
							{
								cause: error,
							},
						);
					await Bun.sleep(5);
					return { bytesWritten: 0 };
				},
			);
			bytes = bytes.subarray(bytesWritten);
		}
	}
}
