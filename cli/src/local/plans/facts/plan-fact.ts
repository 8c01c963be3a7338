import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import { type PageMoney, pageMoney } from '../../../flows/explanation/page-money';

/** What something in a plan means for a member. */
export type ForMember = 'better' | 'worse' | 'different';

export interface FactValue {
	/** As a person reads it, without its unit: `500,000`. */
	readonly text: string;
	readonly unit?: string;
	/** Where one can be more than another. */
	readonly size?: number;
	/** As it stands in the document. */
	readonly raw: unknown;
}

/** One thing that a plan says, in words. */
export interface PlanFact {
	/** The benefit of which it is said; null: of the plan as a whole. */
	readonly benefit: string | null;
	/** What makes it the same thing in another version: a path in which lists go by name. */
	readonly path: string;
	/** `limit per visit`; without a value a whole sentence: `needs an authorization`. */
	readonly what: string;
	/** The sentence with its value, where the two don't simply follow each other: `only for women`. */
	readonly sentence?: string;
	readonly value?: FactValue;
	/** What holds where nothing is said. */
	readonly otherwise?: FactValue;
	/** What it means that it is said at all. */
	readonly holds: ForMember;
	/** What more of it means. */
	readonly more: ForMember;
}

type Said = Omit<PlanFact, 'benefit' | 'path' | 'holds' | 'more'> & {
	readonly holds?: ForMember;
	readonly more?: ForMember;
};

/** Collects what is said about one benefit, or about the plan as a whole. */
export class Facts {
	readonly list: PlanFact[] = [];
	private readonly money: PageMoney;

	constructor(
		private readonly currency: string,
		private readonly benefit: string | null = null,
	) {
		this.money = pageMoney(formatAmount(ZERO, decimalsOf(currency)));
	}

	say(path: string, { holds = 'different', more = 'different', ...said }: Said): void {
		const root = this.benefit === null ? '' : `benefits.${this.benefit}.`;
		this.list.push({ benefit: this.benefit, path: `${root}${path}`, ...said, holds, more });
	}

	/** Says it with its value, where the plan has one. */
	sayIf(path: string, value: FactValue | undefined, said: Omit<Said, 'value'>): void {
		if (value) this.say(path, { ...said, value });
	}

	amount(raw: string | undefined): FactValue | undefined {
		if (raw === undefined) return undefined;
		const size = this.money.read(raw);
		return { text: this.money.write(size), unit: this.currency, size, raw };
	}
}

export const count = (raw: number | null | undefined, unit?: string): FactValue | undefined =>
	raw == null
		? undefined
		: {
				text: String(raw),
				size: raw,
				raw,
				...(unit && { unit: raw === 1 ? unit.replace(/s$/, '') : unit }),
			};

export const percent = (raw: number | string | undefined): FactValue | undefined =>
	raw === undefined ? undefined : { text: String(Number(raw)), unit: 'percent', size: Number(raw), raw };

export const words = (raw: string | readonly string[] | undefined): FactValue | undefined =>
	raw === undefined ? undefined : { text: [raw].flat().map(inWords).join(', '), raw };

/** A name of the document as people say it. */
export const inWords = (name: string): string => name.replaceAll('_', ' ');

export const isSame = (a: FactValue, b: FactValue): boolean =>
	a.text === b.text && sizedUnit(a) === sizedUnit(b);

/** One day and two days have the same unit. */
export const sizedUnit = ({ unit }: FactValue): string | undefined => unit?.replace(/s$/, '');

export const withUnit = ({ text, unit }: FactValue): string => (unit ? `${text} ${unit}` : text);

/** The fact as one sentence. */
export const sentenceOf = ({ sentence, what, value }: PlanFact): string =>
	sentence ?? (value ? `${what} ${withUnit(value)}` : what);
