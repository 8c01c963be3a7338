import type { Line } from '../line';
import type { Run } from '../run';
import type { Rule } from './rule';

export const notADuplicate: Rule = {
	number: 5,
	id: 'R5',
	name: 'A service is asked for once: the same again is denied, nearly the same waits',
	citation: 'ADJUDICATION 2, rule 5; X12 CARC 18',
	carcs: ['18'],
	group: 'OA',
	effect: 'deny',
	authority: 2,
	check(run, line) {
		const twin = likest(run, line);
		if (!twin) return undefined;
		const seen = { like: twin.claim, line: twin.n, exact: twin.isExact };
		return twin.isExact ? { carc: '18', seen } : { carc: '18', effect: 'pend', seen };
	},
	saw: ({ history }) => ({ earlier_lines: history.length }),
};

interface Twin {
	readonly claim: string;
	readonly n: number;
	readonly isExact: boolean;
}

/** The exact duplicate, or else the first suspect: exactly one of amount and provider differs. */
function likest(run: Run, line: Line): Twin | undefined {
	let suspect: Twin | undefined;
	const units = line.source.units ?? 1;
	for (const earlier of run.sameDays) {
		if (earlier.code !== line.code || earlier.from !== line.from) continue;
		if ((earlier.units ?? 1) !== units || !isSame(earlier.modifiers ?? NONE, line.modifiers)) continue;
		const isSameAmount = earlier.billed === line.billed;
		const isSameProvider = earlier.provider_id === run.claim.provider_id;
		if (!isSameAmount && !isSameProvider) continue;
		const isExact = isSameAmount && isSameProvider;
		if (isExact) return { claim: earlier.claim_id, n: earlier.n, isExact };
		suspect ??= { claim: earlier.claim_id, n: earlier.n, isExact };
	}
	for (const earlier of run.lines) {
		if (earlier === line) break;
		if (earlier.code !== line.code || earlier.from !== line.from) continue;
		if ((earlier.source.units ?? 1) !== units || !isSame(earlier.modifiers, line.modifiers)) continue;
		const isExact = earlier.billed === line.billed;
		if (isExact) return { claim: run.claim.id, n: earlier.n, isExact };
		suspect ??= { claim: run.claim.id, n: earlier.n, isExact };
	}
	return suspect;
}

const NONE: readonly string[] = [];

/** Modifiers say the same in any order. */
function isSame(a: readonly string[], b: readonly string[]): boolean {
	return (
		a.length === b.length &&
		a.every((modifier) => b.includes(modifier)) &&
		b.every((modifier) => a.includes(modifier))
	);
}
