/** What one decision says otherwise than the one that it stands in place of. */
export interface DecisionChange {
	/** Null: the claim as a whole. */
	readonly line: number | null;
	/** `outcome`, an amount by its name, `denial` and `pends` (their CARCs), or an adjustment as `<group>-<CARC>`. */
	readonly what: string;
	/** Null where there was none. */
	readonly before: string | null;
	readonly after: string | null;
}

interface Compared {
	readonly outcome: string;
	readonly totals: Readonly<Record<string, string>>;
	readonly adjustments: readonly Adjusted[];
	readonly lines: readonly ComparedLine[];
}

interface ComparedLine {
	readonly number: number;
	readonly outcome: string;
	readonly allowed: string;
	readonly paid: string;
	readonly member_owes: string;
	readonly denial: { readonly carc: string } | null;
	readonly pends: readonly { readonly carc: string }[];
	readonly adjustments: readonly Adjusted[];
}

interface Adjusted {
	readonly group: string;
	readonly carc: string;
	readonly amount: string;
}

/** Adds amounts as they are written, in the currency of both decisions. */
export type AddAmounts = (a: string, b: string) => string;

/** What is otherwise: of the claim first, then line by line. */
export function changesBetween(before: Compared, after: Compared, add: AddAmounts): DecisionChange[] {
	const partsOfClaim = ({ outcome, totals, adjustments }: Compared) => ({
		outcome,
		...totals,
		...sumsOf(adjustments, add),
	});
	const lines = new Map(after.lines.map((line) => [line.number, line]));
	return [
		...differences(null, partsOfClaim(before), partsOfClaim(after)),
		...before.lines.flatMap((line) =>
			differences(line.number, partsOfLine(line, add), partsOfLine(lines.get(line.number), add)),
		),
	];
}

const partsOfLine = (line: ComparedLine | undefined, add: AddAmounts): Parts =>
	line
		? {
				outcome: line.outcome,
				...(line.denial && { denial: line.denial.carc }),
				...(line.pends.length > 0 && { pends: carcsOf(line.pends) }),
				...{ allowed: line.allowed, paid: line.paid, member_owes: line.member_owes },
				...sumsOf(line.adjustments, add),
			}
		: {};

const carcsOf = (reasons: ComparedLine['pends']): string =>
	[...new Set(reasons.map(({ carc }) => carc))].join(', ');

type Parts = Readonly<Record<string, string>>;

function sumsOf(adjustments: readonly Adjusted[], add: AddAmounts): Parts {
	const sums: Record<string, string> = {};
	for (const { group, carc, amount } of adjustments) {
		const name = `${group}-${carc}`;
		sums[name] = sums[name] === undefined ? amount : add(sums[name], amount);
	}
	return sums;
}

const differences = (line: number | null, before: Parts, after: Parts): DecisionChange[] =>
	Object.keys({ ...before, ...after }).flatMap((what) => {
		const change = { line, what, before: before[what] ?? null, after: after[what] ?? null };
		return change.before === change.after ? [] : change;
	});
