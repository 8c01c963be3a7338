import { findDead, type Stack, type UpOptions, up } from './stack';

export interface SuperviseOptions extends UpOptions {
	readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 250;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** After this long without a death the next one is a first one again. */
const CALM_MS = 60_000;

/** Starts again what dies, until told to end; the pause grows while it keeps dying. */
export async function supervise(stack: Stack, { signal, ...options }: SuperviseOptions): Promise<void> {
	let pause = FIRST_PAUSE_MS;
	let lastDeath = Number.NEGATIVE_INFINITY;
	while (!signal.aborted) {
		await sleep(LOOK_EVERY_MS, signal);
		const dead = findDead(stack.layout, options.adminUrl === undefined);
		if (dead.length === 0 || signal.aborted) continue;

		pause = performance.now() - lastDeath > CALM_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
		lastDeath = performance.now();
		options.onProgress?.(`${dead.join(', ')} ended; starting again in ${pause / 1_000} s`);
		await sleep(pause, signal);
		if (signal.aborted) return;
		await up({ ...options, signal }).catch((error: Error) => options.onProgress?.(error.message));
	}
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(end, ms);
		function end() {
			clearTimeout(timer);
			signal.removeEventListener('abort', end);
			resolve();
		}
		signal.addEventListener('abort', end);
	});
}
