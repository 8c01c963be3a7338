import type { Cell } from '@claims-askes/sdk/csv';

/** What every decision says; services add to it. */
interface Decision {
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

/** A decision as one flat object a line: what is said of the claim, then what is said of the line in plain values. */
export function decisionRows(decision: Decision): Record<string, Cell | null>[] {
	const about = Object.fromEntries(
		ABOUT.map((name) => [name === 'id' ? 'decision_id' : name, decision[name] ?? null]),
	);
	return decision.lines.map((line) => ({ ...about, ...plainFields(line, 'line_') }));
}

function plainFields(fields: Readonly<Record<string, unknown>>, prefix: string): Record<string, Cell | null> {
	const plain = Object.entries(fields).filter(([, value]) => typeof value !== 'object' || value === null);
	return Object.fromEntries(
		plain.map(([name, value]) => [
			`${prefix}${name}`,
			typeof value === 'string' || typeof value === 'number' || value === null ? value : String(value),
		]),
	);
}
