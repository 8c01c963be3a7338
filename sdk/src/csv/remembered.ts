/**
 * Fewest and most slots of a table of hashes; half of them are filled. Of the most, the table takes 8 MB. There is none in
 * between, for tables that are grown out of stay in memory for a while.
 */
const FEWEST = 1 << 10;
const MOST = 1 << 20;

/**
 * Whether a text was there before, among the last half million at least: two tables of hashes that take turns, as what
 * comes next may be without end. Of 64 bits each, two texts of one hash are not met in any file.
 */
export class Remembered {
	private young = new Hashes(FEWEST);
	private old: Hashes | undefined;

	constructor(private readonly most = MOST) {}

	/** Remembers a text, and says whether it was not there before. */
	add(text: string): boolean {
		const low = hashOf(text, 0xdeadbeef, 0x9e3779b1);
		const high = hashOf(text, 0x41c6ce57, 0x5f356495);
		if (this.old?.has(low, high) || !this.young.add(low, high)) return false;
		if (this.young.isFull) this.makeRoom();
		return true;
	}

	private makeRoom(): void {
		const { old, young, most } = this;
		if (young.size < most) this.young = young.into(new Hashes(most));
		else [this.old, this.young] = [young, old?.cleared() ?? new Hashes(most)];
	}
}

/** Hashes by open addressing; nothing lies in a slot of two zeros. */
class Hashes {
	private readonly slots: Int32Array;
	private count = 0;

	constructor(readonly size: number) {
		this.slots = new Int32Array(2 * size);
	}

	get isFull(): boolean {
		return 2 * this.count >= this.size;
	}

	has(low: number, high: number): boolean {
		return !this.isFree(this.placeOf(low, high));
	}

	add(low: number, high: number): boolean {
		const place = this.placeOf(low, high);
		if (!this.isFree(place)) return false;
		this.slots[place] = low;
		this.slots[place + 1] = high;
		this.count++;
		return true;
	}

	cleared(): this {
		this.slots.fill(0);
		this.count = 0;
		return this;
	}

	/** All of them in a larger table. */
	into(larger: Hashes): Hashes {
		for (let place = 0; place < this.slots.length; place += 2)
			if (!this.isFree(place)) larger.add(this.slots[place] as number, this.slots[place + 1] as number);
		return larger;
	}

	/** Where it lies, or the first free slot behind where it would. */
	private placeOf(low: number, high: number): number {
		const { slots } = this;
		const last = slots.length - 2;
		let place = (2 * low) & last;
		while (!this.isFree(place) && (slots[place] !== low || slots[place + 1] !== high))
			place = (place + 2) & last;
		return place;
	}

	private isFree(place: number): boolean {
		return this.slots[place] === 0 && this.slots[place + 1] === 0;
	}
}

/** By multiplication, mixed as MurmurHash3 ends; never zero, which is what a free slot holds. */
function hashOf(text: string, seed: number, factor: number): number {
	let hash = seed;
	for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), factor);
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) | 0 || 1;
}
