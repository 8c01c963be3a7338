import { isObject, type Json, JsonNumber, type JsonObject } from './json';
import { type FhirProblem, type FhirProblemCode, problemAt } from './problem';

/** What a reading of one claim gathers on the way: what is wrong, and which fields were understood. */
export class Findings {
	readonly problems: FhirProblem[] = [];
	readonly warnings: FhirProblem[] = [];
	private readonly taken = new WeakMap<object, Set<string | number>>();

	report(code: FhirProblemCode, path: string, detail?: string, value?: string): void {
		this.problems.push(problemAt(code, { path, detail, value }));
	}

	warn(code: FhirProblemCode, path: string, detail?: string, value?: string): void {
		this.warnings.push(problemAt(code, { path, level: 'warning', detail, value }));
	}

	take(owner: object, field: string | number): void {
		const fields = this.taken.get(owner);
		if (fields) fields.add(field);
		else this.taken.set(owner, new Set([field]));
	}

	isTaken(owner: object, field: string | number): boolean {
		return this.taken.get(owner)?.has(field) ?? false;
	}
}

const PARTIAL = /^\d{4}(-(0[1-9]|1[0-2]))?$/;
const DATE = /^\d{4}-\d{2}-\d{2}/;

/**
 * A place in a resource. A cursor may stand where nothing is: reading there gives nothing, so that a mapping is
 * written without a question at every step. What is read counts as understood; what is only looked at does not.
 */
export class Cursor {
	constructor(
		readonly value: Json | undefined,
		readonly path: string,
		readonly findings: Findings,
		private readonly owner?: object,
		private readonly key?: string | number,
	) {}

	get isThere(): boolean {
		return this.value !== undefined;
	}

	get object(): JsonObject | undefined {
		return isObject(this.value) ? this.value : undefined;
	}

	/** A number as it was written; whole numbers, such as sequences, have one spelling. */
	get digits(): string {
		return this.value instanceof JsonNumber ? this.value.text : '';
	}

	/** The field of an object; anything but an object has none, and is reported once. */
	field(name: string): Cursor {
		const path = `${this.path}.${name}`;
		if (this.value === undefined) return new Cursor(undefined, path, this.findings);
		if (!isObject(this.value)) {
			this.misshapen('an object');
			return new Cursor(undefined, path, this.findings);
		}
		return new Cursor(this.value[name], path, this.findings, this.value, name);
	}

	/** The members of a list field. */
	items(name: string): Cursor[] {
		const list = this.field(name);
		if (!list.isThere) return [];
		if (!Array.isArray(list.value)) {
			list.misshapen('a list');
			return [];
		}
		const members: readonly Json[] = list.value;
		return members.map((member, at) => new Cursor(member, `${list.path}[${at}]`, this.findings, members, at));
	}

	first(name: string): Cursor {
		return this.items(name)[0] ?? new Cursor(undefined, `${this.path}.${name}[0]`, this.findings);
	}

	/** Text without a look at its length, and without counting it as understood. */
	peek(name: string): string | undefined {
		const value = this.object?.[name];
		return typeof value === 'string' ? value : undefined;
	}

	text(name: string, most: number): string | undefined {
		const field = this.field(name);
		if (!field.isThere) return undefined;
		if (typeof field.value !== 'string') {
			field.misshapen('a text');
			return undefined;
		}
		const text = field.value.trim();
		if (text.length > most) {
			field.report('TEXT_TOO_LONG', `more than ${most} characters`);
			return undefined;
		}
		field.take();
		return text === '' ? undefined : text;
	}

	/** Text that is too long for its field stays beside the claim instead of costing the claim. */
	shortText(name: string, most: number): string | undefined {
		const text = this.peek(name)?.trim();
		if (this.object?.[name] !== undefined && text === undefined)
			this.field(name).warn('STRUCTURE', 'a text is expected');
		return text !== undefined && text.length <= most ? this.text(name, most) : undefined;
	}

	number(name: string): JsonNumber | undefined {
		const field = this.field(name);
		if (!field.isThere) return undefined;
		if (field.value instanceof JsonNumber) {
			field.take();
			return field.value;
		}
		field.misshapen('a number');
		return undefined;
	}

	positive(name: string, most: number): number | undefined {
		const number = this.number(name);
		if (!number) return undefined;
		if (/^[1-9]\d{0,8}$/.test(number.text) && Number(number.text) <= most) return Number(number.text);
		this.field(name).report('NUMBER_INVALID', `a whole number from 1 to ${most} is expected`, number.text);
		return undefined;
	}

	/** The calendar day of a date or date-time, as its own time zone wrote it. */
	day(name: string): string | undefined {
		const text = this.text(name, 60);
		if (text === undefined) return undefined;
		const [day] = DATE.exec(text) ?? [];
		if (day !== undefined && isCalendarDay(day)) return day;
		this.field(name).report('DATE_INVALID', undefined, text);
		return undefined;
	}

	/** As `day`, of what may leave its day or month open, as R4 lets it: no field takes that, and it costs nothing else. */
	wholeDay(name: string): string | undefined {
		if (!PARTIAL.test(this.peek(name) ?? '')) return this.day(name);
		this.field(name).warn('DATE_PARTIAL');
		return undefined;
	}

	take(): void {
		if (this.owner !== undefined && this.key !== undefined) this.findings.take(this.owner, this.key);
	}

	report(code: FhirProblemCode, detail?: string, value?: string): void {
		this.findings.report(code, this.path, detail, value);
	}

	warn(code: FhirProblemCode, detail?: string, value?: string): void {
		this.findings.warn(code, this.path, detail, value);
	}

	private misshapen(expected: string): void {
		if (!this.findings.problems.some(({ path, code }) => code === 'STRUCTURE' && path === this.path))
			this.report('STRUCTURE', `${expected} is expected`);
	}
}

function isCalendarDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
