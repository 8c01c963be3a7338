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
