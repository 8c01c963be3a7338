import { expect, setDefaultTimeout, test } from 'bun:test';
import fc from 'fast-check';
import { decideCase } from './case/decide-case';
import { denialsOfTrace } from './denials-of-trace';
import { decided } from './testing';
import { aYear } from './testing-arbitraries';
import type { FindingRecord } from './types';

// Hundreds of generated claims on a busy machine.
setDefaultTimeout(120_000);

const soft = (findings: readonly FindingRecord[] = []) =>
	findings.filter(({ effect, authority }) => effect === 'deny' && authority !== null);

test('whatever soft denials a decision has, its stored trace tells the same', () => {
	let seen = 0;
	fc.assert(
		fc.property(aYear, (year) => {
			const { decision } = decideCase(year, { trace: true });
			const stored = JSON.parse(JSON.stringify(decision.trace));
			const isDenied = ({ line, rule }: FindingRecord) =>
				decision.lines.some(({ n, denial }) => n === line && denial?.rule === rule);
			const denials = soft(denialsOfTrace(stored)).filter(isDenied);
			seen += denials.length;
			expect(denials).toEqual(soft(decision.findings).map(({ missing: _, ...finding }) => finding));
		}),
		{ numRuns: 300 },
	);
	expect(seen).toBeGreaterThan(20);
});

test('what a stored trace tells lets the line pass', () => {
	const late = { plan: { filing_days: 3 } };
	const { trace } = decided(late, { trace: true }).decision;
	const released = denialsOfTrace(JSON.parse(JSON.stringify(trace))).map(({ fingerprint }) => fingerprint);
	expect(released).toHaveLength(1);
	expect(decided(late, { review: { released } }).decision.outcome).toBe('approved');
});
