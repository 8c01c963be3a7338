import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { aCase, aHistoryLine } from '../testing';
import type { Case, Claim, ClaimLine, Decision, EarlierEvent, Member, Plan } from '../types';
import { decideCase } from './decide-case';
import { parseCase } from './parse-case';

const examples = new URL('../../../../../examples/cases/', import.meta.url).pathname;

for (const file of [...new Glob('*.json').scanSync(examples)].sort()) {
	test(`the published example ${file} comes out as it says`, async () => {
		const example = parseCase(await Bun.file(examples + file).json());
		expect(example.expected).toBeDefined();
		expect(decideCase(example).differences).toEqual([]);
	});
}

test('a visit that an earlier claim was counted for is not counted again, though older visits never were', () => {
	const { facts, claim } = aCase({
		benefit: { limits: [{ id: 'visits', per: 'year', count: 1, unit: 'visit' }] },
		// Of a time when the plan did not count visits yet.
		facts: { history: [aHistoryLine({ from: '2026-01-10' })] },
	});
	const again = claim.lines.map((line) => ({ ...line, modifiers: ['25'] }));
	const { decision } = decideCase({
		claim: { ...claim, id: 'second', lines: again },
		facts,
		before: [{ claim: { ...claim, id: 'first' } }],
	});
	expect(decision).toMatchObject({ outcome: 'approved', movements: [] });
});

test('counts of days and visits come out the same whether a history grows or is read anew for each claim', () => {
	const base = aCase();
	const [member] = Object.keys(base.facts.members);
	const plan: Plan = {
		...base.facts.plan,
		benefits: {
			room: {
				per_day: true,
				limits: [{ id: 'days', per: 'year', count: 9, unit: 'day', scope: 'family' }],
			},
			visit: { limits: [{ id: 'visits', per: 'year', count: 4, unit: 'visit' }] },
		},
	};
	const of = base.facts.members[member ?? ''] as Member;
	const facts: Case['facts'] = { ...base.facts, plan, members: { a: of, b: of } };
	const line = base.claim.lines[0] as ClaimLine;
	const claims = Array.from({ length: 24 }, (_, at): Claim => {
		const from = `2026-03-${String(1 + ((at * 5) % 9)).padStart(2, '0')}`;
		const [benefit, units] = at % 3 === 0 ? ['room', 1 + (at % 4)] : ['visit', 1];
		return {
			...base.claim,
			...{ id: `c${at}`, member_id: at % 2 === 0 ? 'a' : 'b' },
			lines: [{ ...line, n: 1, from, to: undefined, benefit, units, modifiers: [`M${at}`] }],
		};
	});
	const events: EarlierEvent[] = claims.flatMap((claim, at) =>
		at % 7 === 6 ? [{ claim }, { void: `c${at - 4}` }] : [{ claim }],
	);
	const last = { ...(claims[1] as Claim), id: 'last' };
	const grown = decideCase({ claim: last, facts, before: events });
	let anew = facts;
	const outcomes: Decision[] = [];
	for (const [at, event] of [...events, { claim: last }].entries()) {
		if (!('claim' in event)) continue;
		const next = events[at + 1];
		const voids = next && 'void' in next ? [next] : [];
		const { decision } = decideCase({ claim: event.claim, facts: anew });
		outcomes.push(decision);
		const after = decideCase({
			claim: { ...last, id: 'x', lines: [] },
			facts,
			before: [...events.slice(0, at + 1), ...voids],
		});
		anew = { ...facts, accumulators: after.accumulators, history: structuredClone(after.history) };
	}
	const told = ({ outcome, totals, movements }: Decision) => ({ outcome, totals, movements });
	expect([...grown.before, grown.decision].map(told)).toEqual(outcomes.map(told));
	expect(new Set(outcomes.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
});
