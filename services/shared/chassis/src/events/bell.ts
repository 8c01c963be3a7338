import type { Platform } from '../platform';

/** Lets a loop sleep until it is rung for or its time is up. A ring while it is awake is kept for its next sleep. */
export class Bell {
	#isRung = false;
	#wakeUp: (() => void) | null = null;

	ring(): void {
		this.#isRung = true;
		this.#wakeUp?.();
	}

	/** Forgets a ring: whatever it announced is looked at from now on. */
	answer(): void {
		this.#isRung = false;
	}

	async wait(ms: number): Promise<void> {
		if (this.#isRung) return;
		const { promise, resolve } = Promise.withResolvers<void>();
		const timer = setTimeout(resolve, ms);
		this.#wakeUp = resolve;
		await promise;
		clearTimeout(timer);
		this.#wakeUp = null;
	}
}

/** A bell for each platform that asks, the same every time. A copy of a platform, as tests make, shares its metrics and so its bell. */
export function bellByPlatform(): (platform: Pick<Platform, 'metrics'>) => Bell {
	const bells = new WeakMap<Platform['metrics'], Bell>();
	return ({ metrics }) => {
		const bell = bells.get(metrics) ?? new Bell();
		bells.set(metrics, bell);
		return bell;
	};
}
