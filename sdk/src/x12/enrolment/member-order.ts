/** So many numbers are remembered: a file of any size is judged in the memory of a small one. */
const MOST_NUMBERS = 10_000;

/** Who of each subscriber's number came first: a subscriber stands before the dependants, where both are in one file. */
export class MemberOrder {
	private readonly first = new Map<string, 'subscriber' | 'dependant'>();

	/** Whether this is a subscriber behind the dependants; a number is told of once. */
	isLate(number: string, isSubscriber: boolean): boolean {
		const before = this.first.get(number);
		if (before === undefined || isSubscriber)
			this.remember(number, isSubscriber ? 'subscriber' : 'dependant');
		return isSubscriber && before === 'dependant';
	}

	private remember(number: string, who: 'subscriber' | 'dependant'): void {
		this.first.delete(number);
		this.first.set(number, who);
		if (this.first.size <= MOST_NUMBERS) return;
		const [oldest] = this.first.keys();
		if (oldest !== undefined) this.first.delete(oldest);
	}
}
