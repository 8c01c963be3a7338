import { expect, test } from 'bun:test';
import { decide } from './decide';
import { RULES } from './rules/registry';
import { aCase, aClaim, aHistoryLine, type Changes, decided, fee, paid } from './testing';
import type { ClaimOutcome } from './types';

test('an outage is not a fact that says no: the claim waits, and nothing moves', () => {
	const { decision, history } = decided({
		facts: { unavailable: ['coverage'] },
		claim: { member_id: 'nobody' },
	});
	expect(decision).toMatchObject({ outcome: 'waiting', lines: [], movements: [] });
	expect(history).toEqual([]);
});

test.each<[string, Changes, ClaimOutcome]>([
	['no line is denied', { lines: [{}, { code: 'B' }] }, 'approved'],
	['one is', { lines: [{}, { code: 'X' }] }, 'partially_approved'],
	['all are', { lines: [{ code: 'X' }, { code: 'Y' }] }, 'denied'],
	['one waits', { lines: [{}, { code: 'X', benefit: 'care' }] }, 'pended'],
	[
		'one waits and the others are denied',
		{ lines: [{ code: 'Y' }, { code: 'X', benefit: 'care' }] },
		'pended',
	],
	[
		'a line that waited is denied in the end',
		{ claim: { member_id: 'nobody' }, plan: { rules: { '3': 'pend' } } },
		'denied',
	],
])('the outcome when %s', (_, changes, outcome) => {
	expect(decided(changes).decision.outcome).toBe(outcome);
});

test('a pended claim shows every reason, has no amounts and moves nothing', () => {
	const { decision, accumulators } = decided({
		lines: [{}, { code: 'B' }, { code: 'X' }],
		plan: {
			benefits: { care: { limits: [{ id: 'x', per: 'year', amount: 9_000 }] } },
			documents: [{ document: 'invoice' }],
			audit: { claim_over: 0 },
		},
		facts: { history: [aHistoryLine({ billed: 900 })] },
	});
	expect(decision.outcome).toBe('pended');
	expect(decision.lines[0]?.pends).toEqual([
		{ rule: 'R5', carc: '18' },
		{ rule: 'R29', carc: '252' },
		{ rule: 'R31', carc: '133' },
	]);
	expect(decision.lines.map(({ outcome }) => outcome)).toEqual(['pend', 'pend', 'deny']);
	expect(decision.totals).toEqual({
		billed: 3_000,
		allowed: 0,
		paid: 0,
		member_owes: 0,
		provider_writes_off: 0,
		other: 0,
	});
	expect(decision.lines.flatMap(({ adjustments }) => adjustments)).toEqual([]);
	expect([decision.movements, accumulators]).toEqual([[], {}]);
});

test('money runs for pended lines as if released, so that later lines see what they use', () => {
	const { decision } = decided({
		lines: [{}, { code: 'B' }],
		plan: {
			benefits: { care: { documents: ['report'] }, other: {} },
			benefit_of: { A: 'care', B: 'other' },
			pools: [{ id: 'year', scope: 'member', per: 'year', amount: 1_000 }],
		},
	});
	expect(decision.lines.map(({ outcome }) => outcome)).toEqual(['pend', 'deny']);
});

test('a denied line does not wait for anything', () => {
	const { decision } = decided({ lines: [{ code: 'X' }], plan: { documents: [{ document: 'invoice' }] } });
	expect(decision.lines[0]).toMatchObject({ outcome: 'deny', denial: { rule: 'R17' } });
	expect(decision.lines[0]?.pends).toBeUndefined();
});

test('lines are decided by date and then by number, and come back in the order of the claim', () => {
	const { decision } = decided({
		lines: [
			{ n: 2, from: '2026-06-12' },
			{ n: 1, from: '2026-06-12', code: 'B' },
			{ n: 3, code: 'C' },
		],
		benefit: { limits: [{ id: 'x', per: 'year', amount: 1_500 }] },
	});
	expect(decision.lines.map(({ n, paid: pays }) => [n, pays])).toEqual([
		[2, 0],
		[1, 500],
		[3, 1_000],
	]);
});

test('the same input gives the same bytes out, and leaves the input alone', () => {
	const { claim, facts } = aCase({
		lines: [{}, { code: 'B' }],
		benefit: { limits: [{ id: 'x', per: 'case', amount: 1 }] },
	});
	const before = JSON.stringify([claim, facts]);
	const first = JSON.stringify(decide(claim, facts, { trace: true }));
	expect(JSON.stringify(decide(claim, facts, { trace: true }))).toBe(first);
	expect(JSON.stringify([claim, facts])).toBe(before);
});

test('the trace has every rule in order, then the steps, and the versions that make a replay possible', () => {
	const { decision } = decided(
		{
			contract: { id: 'contract-9', version: 3 },
			facts: { codes: { version: '2026', procedures: { A: [null, null] } } },
			plan: { cost_share: { in: { coinsurance: 20 } }, rules: { '12': 'off' } },
		},
		{ trace: true },
	);
	const { trace } = decision;
	expect(trace?.versions).toEqual({
		engine: '1.7.0',
		plan: 'plan@1',
		contracts: ['contract-9@3'],
		codes: '2026',
	});
	const money = ['R22', 'R23', 'R30'];
	const rules = trace?.entries.filter(({ rule }) => rule.startsWith('R')).map(({ rule }) => rule);
	expect(new Set(rules)).toEqual(new Set(RULES.map(({ id }) => id).filter((id) => !money.includes(id))));
	expect(trace?.entries.find(({ rule }) => rule === 'R12')?.did).toBe('off');
	const coinsurance = trace?.entries.find(({ rule }) => rule === 'S7');
	expect(coinsurance).toMatchObject({ line: 1, did: 'cut', carcs: ['2'], before: 1_000, after: 800 });
	const price = trace?.entries.find(({ rule }) => rule === 'S1');
	expect(price?.saw).toMatchObject({ kind: 'contract', price: fee(1_000) });
});

test('a rejected claim has its trace too', () => {
	const { decision } = decided({ claim: { received: undefined } }, { trace: true });
	expect(decision.trace?.entries.map(({ rule, did }) => `${rule} ${did}`)).toEqual([
		'R1 passed',
		'R2 rejected',
		'R4 passed',
	]);
});

test('a release counts as long as the same reasons come back, and something new pends again', () => {
	const changes = (over: number, documents: string[] = []): Changes => ({
		claim: { documents },
		plan: { audit: { claim_over: over }, documents: [{ document: 'invoice' }] },
	});
	const first = decided(changes(500)).decision;
	const released = (first.findings ?? []).map(({ fingerprint }) => fingerprint);
	expect(released).toHaveLength(2);
	const again = (next: Changes) => decided(next, { review: { released } }).decision;
	expect(again(changes(500)).outcome).toBe('approved');
	expect(again(changes(400)).lines[0]?.pends).toEqual([{ rule: 'R31', carc: '133' }]);
	expect(again({ ...changes(500), contract: { prices: { A: fee(999) } } }).outcome).toBe('pended');
});

test('a release covers as much as was seen and less, measured against the same', () => {
	const changes = (pays: number, audit: object = { claim_over: 500 }): Changes => ({
		contract: { prices: { A: fee(pays) } },
		plan: { audit, benefits: { care: { surgery: true } } },
	});
	const released = decided(changes(900)).decision.findings ?? [];
	const covered = Object.fromEntries(
		released.flatMap(({ covers }) => (covers ? [[covers.fingerprint, covers.up_to]] : [])),
	);
	const again = (next: Changes) => decided(next, { review: { covered } }).decision.outcome;
	expect([again(changes(900)), again(changes(600))]).toEqual(['approved', 'approved']);
	expect(again(changes(901))).toBe('pended');
	expect(again(changes(600, { claim_over: 499 }))).toBe('pended');
	expect(again(changes(600, { claim_over: 500, surgeries_per_day: 0 }))).toBe('pended');
	expect(again({ ...changes(600), lines: [{}, { code: 'X' }, { code: 'A', units: 2 }] })).toBe('pended');
});

test('surgeries that a person let pass are covered, whatever the claim pays, and fewer of them', () => {
	const surgeries = (lines: number, price = 100): Changes => ({
		lines: Array.from({ length: lines }, (_, at) => ({ code: 'ABCD'[at] })),
		contract: { default: fee(price), prices: {} },
		plan: {
			audit: { claim_over: 5_000, surgeries_per_day: 1 },
			benefits: { care: { surgery: true } },
		},
	});
	const covered = Object.fromEntries(
		(decided(surgeries(3)).decision.findings ?? []).map(({ covers }) => [covers?.fingerprint, covers?.up_to]),
	);
	const again = (next: Changes) => decided(next, { review: { covered } }).decision.outcome;
	expect([again(surgeries(3, 90)), again(surgeries(2, 110))]).toEqual(['approved', 'approved']);
	expect(again(surgeries(4))).toBe('pended');
});

test('a soft denial can be overridden, and the one that nobody may override cannot', () => {
	const late: Changes = { plan: { filing_days: 3 } };
	const [finding] = decided(late).decision.findings ?? [];
	expect(finding).toMatchObject({ line: 1, rule: 'R6', carc: '29', effect: 'deny', authority: 3 });
	expect(paid(decided(late, { review: { released: [finding?.fingerprint ?? ''] } }))).toEqual([1_000]);
	const unknown: Changes = { claim: { member_id: 'nobody' } };
	const [never] = decided(unknown).decision.findings ?? [];
	expect(never?.authority).toBeNull();
	expect(decided(unknown, { review: { released: [never?.fingerprint ?? ''] } }).decision.outcome).toBe(
		'denied',
	);
});

test('a price that is missing is a price to be given, not a reason to be released', () => {
	const unpriced: Changes = { contract: { prices: {} } };
	const [finding] = decided(unpriced).decision.findings ?? [];
	expect(decided(unpriced, { review: { released: [finding?.fingerprint ?? ''] } }).decision.outcome).toBe(
		'pended',
	);
});

test('a replacement is decided after its original is undone, and never sees it', () => {
	const original = { claim: aClaim({ id: 'first' }) };
	const changes: Changes = { plan: { cost_share: { in: { deductible: { member: 700 } } } } };
	const alone = decided(changes);
	const replacing = decided({ ...changes, before: [original], claim: { replaces: 'first' } });
	expect(replacing.decision).toEqual({ ...alone.decision });
	expect(replacing.accumulators).toEqual(alone.accumulators);
});

test('a replacement that is rejected leaves its original standing', () => {
	const original = { claim: aClaim({ id: 'first' }) };
	const changes: Changes = {
		plan: { cost_share: { in: { deductible: { member: 700 } } } },
		before: [original],
	};
	const { decision, accumulators, history } = decided({
		...changes,
		claim: { replaces: 'first', received: undefined },
	});
	expect(decision.outcome).toBe('rejected');
	expect(accumulators).toEqual({ 'deductible.in|member:member-1|2026': 700 });
	expect(history.map(({ voided }) => voided)).toEqual([false]);
});

test('a pended claim that is decided again is not its own duplicate', () => {
	const pending = { claim: aClaim({ documents: [] }) };
	const { decision, history } = decided({
		before: [pending],
		plan: { documents: [{ document: 'invoice' }] },
		claim: { documents: ['invoice'] },
	});
	expect(decision.outcome).toBe('approved');
	expect(history.filter(({ voided }) => !voided)).toHaveLength(1);
});

test('a pended claim is a duplicate for the next one', () => {
	const { decision } = decided({
		before: [{ claim: aClaim({ id: 'first' }) }],
		claim: { documents: ['invoice'] },
		plan: { documents: [{ document: 'invoice' }] },
	});
	expect(decision.lines[0]?.denial).toEqual({ rule: 'R5', carc: '18' });
});

test('reasons stand in the order of the rules, whether found before the money or by it', () => {
	const { decision } = decided({
		claim: { authorization: 'auth-1' },
		benefit: { authorization: true },
		plan: { documents: [{ document: 'invoice' }], rules: { '24': 'pend' } },
		facts: {
			authorizations: [
				{ id: 'auth-1', member_id: 'member-1', from: '2026-01-01', to: '2026-12-31', amount: 400 },
			],
		},
	});
	expect(decision.lines[0]?.pends).toEqual([
		{ rule: 'R24', carc: '198' },
		{ rule: 'R29', carc: '252' },
	]);
});
