import type { ByCode } from './code-lookup';
import { OPEN_FROM, OPEN_TO } from './pair-table';

interface Dated<T> {
	readonly value: T;
	readonly from: number;
	readonly to: number;
	/** Another span of the same code. */
	readonly next: Dated<T> | undefined;
}

const holds = ({ from, to }: Dated<unknown>, day: number): boolean => from <= day && day <= to;

/** What is said of each code between two days. */
export class DatedTable<T> implements ByCode<T> {
	private readonly byCode = new Map<string, Dated<T>>();

	add(code: string, value: T, from = OPEN_FROM, to = OPEN_TO): void {
		this.byCode.set(code, { value, from, to, next: this.byCode.get(code) });
	}

	at(code: string, day: number): T | undefined {
		for (let dated = this.byCode.get(code); dated; dated = dated.next)
			if (holds(dated, day)) return dated.value;
		return undefined;
	}
}

/** Several values of each code, as the bases of an add-on: those that hold on the day, in the order of the table. */
export class DatedLists implements ByCode<readonly string[]> {
	private readonly byCode = new Map<string, Dated<string>>();

	add(code: string, value: string, from = OPEN_FROM, to = OPEN_TO): void {
		this.byCode.set(code, { value, from, to, next: this.byCode.get(code) });
	}

	at(code: string, day: number): readonly string[] | undefined {
		const values: string[] = [];
		for (let dated = this.byCode.get(code); dated; dated = dated.next)
			if (holds(dated, day)) values.push(dated.value);
		return values.length > 0 ? values.reverse() : undefined;
	}
}
