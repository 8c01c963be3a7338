import { errorFields, type Logger } from '../observability/logger';
import { NotYet } from '../outage';
import { Bell } from './bell';
import { codeOf } from './setback';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 5_000;

/** Failures in a row: ever longer pauses, and one line in the log for each new reason instead of one for each try. */
export class OutageStreak {
	readonly #producer: string;
	readonly #log: Logger;
	readonly #end = new Bell();
	#told: string | null = null;
	length = 0;

	constructor(producer: string, log: Logger) {
		this.#producer = producer;
		this.#log = log;
	}

	/** Waits with jitter, so that replicas do not all come back in the same moment. */
	async pause(error: unknown): Promise<void> {
		this.length++;
		this.#tell(error);
		const longest = Math.min(FIRST_PAUSE_MS * 2 ** this.length, LONGEST_PAUSE_MS);
		await this.#end.wait(longest * (0.5 + Math.random() / 2));
	}

	over(): void {
		if (this.#told !== null)
			this.#log.info('reading events again', { producer: this.#producer, attempt: this.length });
		this.length = 0;
		this.#told = null;
	}

	/** Ends a pause, and makes all to come end at once. */
	stopPausing(): void {
		this.#end.ring();
	}

	#tell(error: unknown): void {
		const code = codeOf(error);
		if (error instanceof NotYet || code === this.#told) return;
		this.#told = code;
		this.#log.warn('reading events has to wait', { ...errorFields(error), producer: this.#producer, code });
	}
}
