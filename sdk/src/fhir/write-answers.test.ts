import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { faultsOf } from '../../tests/r4-schema';
import type { JudgedClaim, LineDecision } from './judged-claim';
import { readFhirRemittances } from './read-remittances';
import {
	aBundle,
	aDecision,
	aFhirClaim,
	aJudgedClaim,
	aLineDecision,
	aPredetermination,
	readOne,
} from './test-support';
import { writeClaimResponse } from './write-claim-response';
import { writeExplanationOfBenefit } from './write-explanation-of-benefit';
import { writePredeterminationResponse } from './write-predetermination';

const { claim } = await readOne(aBundle(aFhirClaim()));
const judged = (changes: Partial<JudgedClaim> = {}) => aJudgedClaim(claim, changes);
const answerOf = (changes: Partial<JudgedClaim> = {}) => JSON.parse(writeClaimResponse(judged(changes)));
const eobOf = (changes: Partial<JudgedClaim> = {}) => JSON.parse(writeExplanationOfBenefit(judged(changes)));

interface Amount {
	readonly category: { readonly coding: readonly { readonly code: string }[] };
	readonly reason?: { readonly coding: readonly { readonly code: string }[] };
	readonly amount?: { readonly value: number };
}

/** `copay 20 [3 PR]` */
const wordsOf = (amounts: readonly Amount[]) =>
	amounts.map(({ category, reason, amount }) =>
		[
			category.coding[0]?.code,
			amount?.value,
			reason && `[${reason.coding.map(({ code }) => code).join(' ')}]`,
		]
			.filter((part) => part !== undefined)
			.join(' '),
	);

describe('the answer to a claim', () => {
	test('says of each line what was asked, allowed, shared and paid, and why', () => {
		const { outcome, item, total, payment } = answerOf();
		expect(outcome).toBe('complete');
		expect(wordsOf(item[0].adjudication)).toEqual([
			'submitted 150',
			'eligible 120',
			'discount 30 [45 CO]',
			'copay 20 [3 PR]',
			'benefit 100',
			'memberliability 20',
		]);
		expect(wordsOf(total)).toEqual([
			'submitted 150',
			'eligible 120',
			'discount 30',
			'copay 20',
			'benefit 100',
			'memberliability 20',
		]);
		expect(payment).toMatchObject({ date: '2026-03-05', amount: { value: 100, currency: 'USD' } });
	});

	test('says who is paid: the provider, or whoever holds the cover and has paid the bill', async () => {
		const aPayee = (code: string) => ({
			type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/payeetype', code }] },
		});
		const holder = {
			...claim.subscriber,
			last_name: 'Smith',
			first_name: 'Joan',
			relationship: 'child',
		} as const;
		const patient = { ...claim.patient, relationship: 'child' } as const;
		const of = (content: typeof claim) => ({
			answer: JSON.parse(writeClaimResponse(aJudgedClaim(content))),
			eob: JSON.parse(writeExplanationOfBenefit(aJudgedClaim(content))),
		});
		const provider = of(claim);
		expect(provider.answer.payeeType).toEqual(aPayee('provider').type);
		expect(provider.eob.payee).toEqual({ ...aPayee('provider'), party: provider.eob.provider });
		const own = of({ ...claim, benefits_assigned: 'no' });
		expect(own.answer.payeeType).toEqual(aPayee('subscriber').type);
		expect(own.eob.payee).toEqual({ ...aPayee('subscriber'), party: own.eob.patient });
		const child = of({ ...claim, benefits_assigned: 'no', subscriber: holder, patient });
		for (const { answer, eob } of [provider, own, child])
			expect([faultsOf(answer), faultsOf(eob)]).toEqual([[], []]);
		const readPayee = async (answer: object) => {
			const [reading] = await Array.fromAsync(readFhirRemittances(JSON.stringify(answer)));
			return reading?.kind === 'remittance' ? [reading.remittance.payee, reading.warnings] : reading;
		};
		expect(await readPayee(provider.eob)).toEqual([{ npi: '1234567893', name: 'Clinic' }, []]);
		expect(await readPayee(child.eob)).toEqual([{ last_name: 'Smith', first_name: 'Joan' }, []]);
		expect(await readPayee(child.answer)).toEqual([{}, []]);
	});

	test('of a denied line gives the reason of its denial, with the remarks', () => {
		const line = aLineDecision({
			outcome: 'deny',
			allowed: '0.00',
			paid: '0.00',
			member_owes: '0.00',
			denial: { rule: 'R24', carc: '197' },
			adjustments: [{ group: 'CO', carc: '197', amount: '150.00', rule: 'R24', remarks: ['N54'] }],
		});
		const { item, payment } = answerOf({
			status: 'denied',
			decision: aDecision({ outcome: 'denied', lines: [line] }),
		});
		expect(wordsOf(item[0].adjudication)).toContain('noncovered 150 [197 CO N54]');
		expect(wordsOf(item[0].adjudication)).toContain('denialreason [197]');
		expect(payment).toBeUndefined();
	});

	test('of a claim that waits gives no amount but what was asked, and for what it waits', () => {
		const pends = [{ rule: 'R25', carc: '50' }];
		const lines = [
			aLineDecision({ outcome: 'pend', pends }),
			aLineDecision({ number: 2, outcome: 'pend', pends }),
		];
		const answer = answerOf({ status: 'pended', decision: aDecision({ outcome: 'pended', lines }) });
		expect(answer.outcome).toBe('queued');
		expect(answer.processNote).toEqual([
			{ number: 1, type: 'display', text: 'waits for a person: rule R25, reason 50' },
		]);
		expect(answer.item.map(({ noteNumber }: { noteNumber: number[] }) => noteNumber)).toEqual([[1], [1]]);
		expect(wordsOf(answer.item[0].adjudication)).toEqual(['submitted 150']);
		expect(answer.total).toBeUndefined();
	});

	test('of a claim without a decision is queued, and of a voided one cancelled', () => {
		expect(answerOf({ status: 'received', decision: null })).toMatchObject({
			outcome: 'queued',
			status: 'active',
		});
		expect(answerOf({ status: 'voided' }).status).toBe('cancelled');
	});

	test('keeps every digit of an amount', () => {
		const lines = [aLineDecision({ billed: '99999999999.90' })];
		expect(writeClaimResponse(judged({ decision: aDecision({ lines }) }))).toContain(
			'"value":99999999999.90',
		);
	});

	test('adds up: what was asked less every adjustment is the benefit, in the totals as in the lines', () => {
		const cents = (value: number) => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
		const reasons: (readonly [LineDecision['adjustments'][number]['group'], string])[] = [
			['CO', '45'],
			['PR', '1'],
			['PR', '2'],
			['PR', '3'],
			['OA', '23'],
			['PI', '197'],
			['CO', '1'],
		];
		const lineOf = fc
			.record({
				paid: fc.integer({ min: 0, max: 10 ** 9 }),
				cuts: fc.array(
					fc.record({ reason: fc.constantFrom(...reasons), amount: fc.integer({ min: 0, max: 10 ** 9 }) }),
					{ maxLength: 8 },
				),
			})
			.map(({ paid, cuts }): LineDecision => {
				const billed = cuts.reduce((sum, { amount }) => sum + amount, paid);
				return aLineDecision({
					billed: cents(billed),
					paid: cents(paid),
					adjustments: cuts.map(({ reason: [group, carc], amount }) => ({
						group,
						carc,
						amount: cents(amount),
						rule: 'R',
					})),
				});
			});
		const CUTS = ['discount', 'deductible', 'coinsurance', 'copay', 'priorpayerpaid', 'noncovered'];
		const left = (amounts: readonly Amount[]) => {
			const of = (codes: readonly string[]) =>
				amounts
					.filter(({ category }) => codes.includes(category.coding[0]?.code ?? ''))
					.reduce((sum, { amount }) => sum + Math.round((amount?.value ?? 0) * 100), 0);
			return of(['submitted']) - of(CUTS) - of(['benefit']);
		};
		fc.assert(
			fc.property(fc.array(lineOf, { minLength: 1, maxLength: 5 }), (lines) => {
				const sum = (field: 'billed' | 'paid') =>
					cents(lines.reduce((all, line) => all + Math.round(Number(line[field]) * 100), 0));
				const totals = { ...aDecision().totals, billed: sum('billed'), paid: sum('paid') };
				const { item, total } = answerOf({ decision: aDecision({ lines, totals }) });
				for (const { adjudication } of item) expect(left(adjudication)).toBe(0);
				expect(left(total)).toBe(0);
			}),
			{ numRuns: 200 },
		);
	});
});

describe('the explanation of benefit', () => {
	test('says the claim again, with what became of each line', () => {
		const eob = eobOf();
		expect(eob).toMatchObject({
			use: 'claim',
			outcome: 'complete',
			identifier: [{ type: { coding: [{ code: 'uc' }] }, value: 'CLM-2026-00000001' }],
			insurance: [{ focal: true }],
			payment: { type: { coding: [{ code: 'paid' }] }, amount: { value: 100 } },
			supportingInfo: [{ sequence: 1, timingDate: '2026-03-02' }],
		});
		expect(eob.item[0].productOrService.coding[0].code).toBe('99213');
		expect(wordsOf(eob.item[0].adjudication)).toContain('copay 20 [3 PR]');
		const people = eob.contained.map(({ resourceType }: { resourceType: string }) => resourceType);
		expect(people).toContain('Patient');
	});

	test('of a hospital’s bill says whether the patient lay there', () => {
		const subType = (facility_type: string) =>
			eobOf({ content: { ...claim, type: 'institutional', facility_type } }).subType.coding[0].code;
		expect(['11', '18', '13', '81'].map(subType)).toEqual([
			'inpatient',
			'inpatient',
			'outpatient',
			'outpatient',
		]);
	});

	test('holds nothing of our own extensions', () => {
		const { extension, item } = eobOf({ content: { ...claim, accepts_assignment: 'assigned' } });
		expect([extension, item[0].extension]).toEqual([undefined, undefined]);
	});
});

describe('the answer to a predetermination', () => {
	const answerTo = (changes: Parameters<typeof aPredetermination>[0] = {}) =>
		JSON.parse(writePredeterminationResponse(claim, aPredetermination(changes)));

	test('says the same as that to a claim, and neither claim nor payment', () => {
		const would = answerTo();
		const { item, total } = answerOf();
		expect(would).toMatchObject({ use: 'predetermination', outcome: 'complete', item, total });
		expect([would.payment, would.request.reference, would.identifier]).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		expect(faultsOf(would)).toEqual([]);
	});

	test('where a person would have to look is partial: for what, and no amounts', () => {
		const lines = [aLineDecision({ outcome: 'pend', pends: [{ rule: 'R25', carc: '50' }] })];
		const would = answerTo({ outcome: 'pended', lines });
		expect([would.outcome, would.total, wordsOf(would.item[0].adjudication)]).toEqual([
			'partial',
			undefined,
			['submitted 150'],
		]);
		expect([would.item[0].noteNumber, would.processNote]).toMatchObject([[1], [{ number: 1 }]]);
		expect(faultsOf(would)).toEqual([]);
	});
});
