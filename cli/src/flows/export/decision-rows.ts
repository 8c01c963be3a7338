import type { Cell } from '@claims-askes/sdk/csv';

/** What every decision says; services add to it. */
export interface Decision {
	readonly id: string;
	readonly claim_id: string;
	readonly claim_number?: string | null;
	readonly outcome: string;
	readonly currency: string;
	readonly decided_at: string;
	readonly totals: Readonly<Record<string, unknown>>;
	readonly lines: readonly Readonly<Record<string, unknown>>[];
}

const ABOUT = ['id', 'claim_id', 'claim_number', 'outcome', 'currency', 'decided_at'] as const;

/** A decision as one flat object a line: what is said of the claim, then of the line, reasons and amounts in words. */
export function decisionRows(decision: Decision): Record<string, Cell | null>[] {
	const about = Object.fromEntries(
		ABOUT.map((name) => [name === 'id' ? 'decision_id' : name, decision[name] ?? null]),
	);
	return decision.lines.map((line) => ({ ...about, ...cellsOf(line) }));
}

interface Reason {
	readonly rule: string;
	readonly carc: string;
}

interface Line {
	readonly adjustments: readonly { readonly group: string; readonly carc: string; readonly amount: string }[];
	readonly funding: Readonly<Record<string, string>>;
	readonly denial: Reason | null;
	readonly pends: readonly Reason[];
	readonly warnings: readonly Reason[];
}

/** What a line says in more than one value, as one cell: `CO-45 30.00; PR-3 20.00`, or the reasons' codes. */
const WORDS: { readonly [Field in keyof Line]: (value: Line[Field]) => string } = {
	adjustments: (all) => all.map(({ group, carc, amount }) => `${group}-${carc} ${amount}`).join('; '),
	funding: (funds) =>
		Object.entries(funds)
			.map(([fund, amount]) => `${fund} ${amount}`)
			.join('; '),
	denial: (denial) => denial?.carc ?? '',
	pends: (reasons) => reasons.map(({ carc }) => carc).join(' '),
	warnings: (reasons) => reasons.map(({ carc }) => carc).join(' '),
};

/** The same columns for every line, whatever became of it. */
const cellsOf = (line: Decision['lines'][number]): Record<string, Cell | null> =>
	Object.fromEntries(
		Object.entries(line).map(([name, value]) => {
			const words = WORDS[name as keyof Line] as ((value: unknown) => string) | undefined;
			return [`line_${name}`, words ? words(value) || null : (value as Cell | null)];
		}),
	);
