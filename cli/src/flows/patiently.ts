import { AskesConnectionError, AskesError } from '@claims-askes/sdk';

export interface Patience {
	readonly patienceMs: number;
	/** Told once for each reason to wait. */
	readonly waiting: (reason: string) => void;
}

/** Tries again while a service is away; anything that it says about the request itself is final. */
export async function patiently<T>({ patienceMs, waiting }: Patience, call: () => Promise<T>): Promise<T> {
	const until = performance.now() + patienceMs;
	let told = '';
	for (let wait = 250; ; wait = Math.min(wait * 2, 5_000)) {
		try {
			return await call();
		} catch (error) {
			if (!(error instanceof Error) || !isAway(error) || performance.now() > until) throw error;
			if (error.message !== told) waiting(error.message);
			told = error.message;
			await Bun.sleep(wait);
		}
	}
}

const isAway = (error: Error): boolean =>
	error instanceof AskesConnectionError || (error instanceof AskesError && isBusy(error.status));

const isBusy = (status: number): boolean => status === 409 || status === 429 || status >= 502;
