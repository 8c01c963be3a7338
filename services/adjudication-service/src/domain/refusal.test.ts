import { expect, test } from 'bun:test';
import type { Claim, Minor } from '@claims-askes/engine';
import { denialOf, refusalOf } from './refusal';

const claim: Claim = {
	id: 'c',
	member_id: 'm',
	provider_id: 'p',
	received: '2026-03-02',
	diagnoses: [],
	lines: [
		{ n: 1, from: '2026-03-01', code: 'A', billed: 100 as Minor },
		{ n: 2, from: '2026-03-01', code: 'B', billed: 50 as Minor },
	],
};

test('a refused claim is denied line by line with its reasons, and the first stands for lines without one', () => {
	const decision = refusalOf(claim, [
		{ rule: 'R2', carc: '110', line: 2 },
		{ rule: 'R1', carc: '16', line: null, remarks: ['M51'] },
	]);
	expect(decision.lines.map(({ n, denial }) => [n, denial?.rule, denial?.carc])).toEqual([
		[1, 'R2', '110'],
		[2, 'R2', '110'],
	]);
	expect(decision.totals).toMatchObject({ billed: 150, paid: 0, provider_writes_off: 150 } as never);
});

test.each(['CO', 'PR', 'OA'] as const)('what a person denies under %s is borne by that group', (group) => {
	const grounds = claim.lines.map(({ n }) => ({ line: n, group, carc: '96', rule: 'R31' as const }));
	const { totals, lines } = denialOf(claim, grounds, 'denied');
	expect([totals.provider_writes_off, totals.member_owes, totals.other] as number[]).toEqual(
		['CO', 'PR', 'OA'].map((bearer) => (bearer === group ? 150 : 0)),
	);
	for (const line of lines) {
		const adjusted = line.adjustments.reduce((total, { amount }) => total + amount, 0);
		expect(line.billed - adjusted).toBe(line.paid);
	}
});
