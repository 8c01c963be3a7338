import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { Remittance } from '../claim';
import { hasSharedData, sharedFiles } from '../x12/test-support/shared-data';
import type { JudgedClaim, LineDecision } from './judged-claim';
import {
	type FhirRemittanceReading,
	readFhirClaimsOrRemittances,
	readFhirRemittances,
} from './read-remittances';
import { aBundle, aDecision, aFhirClaim, aJudgedClaim, aLineDecision, readOne } from './test-support';
import { writeClaimResponse } from './write-claim-response';
import { writeExplanationOfBenefit } from './write-explanation-of-benefit';

const { claim } = await readOne(aBundle(aFhirClaim()));
const judged = (changes: Partial<JudgedClaim> = {}) => aJudgedClaim(claim, changes);
const WRITERS = { ClaimResponse: writeClaimResponse, ExplanationOfBenefit: writeExplanationOfBenefit };

async function readAll(source: object | string | Uint8Array): Promise<FhirRemittanceReading[]> {
	const isData = typeof source === 'string' || source instanceof Uint8Array;
	return Array.fromAsync(readFhirRemittances(isData ? source : JSON.stringify(source)));
}

/** The only answer of a document, which is expected to be read. */
async function readAnswer(source: object | string | Uint8Array) {
	const [first] = await readAll(source);
	if (first?.kind !== 'remittance') throw new Error(`no remittance: ${JSON.stringify(first)}`);
	Remittance.parse(first.remittance);
	const { remittance, warnings } = first;
	return { remittance, claim: remittance.claims[0], warnings: warnings.map(({ code }) => code) };
}

async function refusal(source: object) {
	const [first] = await readAll(source);
	if (first?.kind !== 'rejected') throw new Error(`not refused: ${JSON.stringify(first)}`);
	return first.problems.map(({ code, path }) => `${code} ${path}`);
}

const amount = (code: string, value: number, reason?: object) => ({
	category: { coding: [{ code }] },
	amount: { value, currency: 'USD' },
	...(reason ? { reason } : {}),
});

/** A line of 100.00, of which 20.00 are the member's and 80.00 are paid; a test changes only what it is about. */
const anEob = (changes: object = {}) => ({
	resourceType: 'ExplanationOfBenefit',
	identifier: [{ value: 'P1' }],
	status: 'active',
	use: 'claim',
	outcome: 'complete',
	created: '2026-03-03',
	insurer: { display: 'Payer One' },
	provider: { display: 'Clinic' },
	claim: { identifier: { value: 'A1' } },
	item: [anItem()],
	total: [amount('submitted', 100), amount('benefit', 80)],
	payment: { amount: { value: 80, currency: 'USD' }, date: '2026-03-05', identifier: { value: 'T1' } },
	...changes,
});

const anItem = (changes: object = {}) => ({
	sequence: 1,
	productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
	servicedDate: '2026-03-01',
	adjudication: [amount('submitted', 100), amount('copay', 20), amount('benefit', 80)],
	...changes,
});

test('the patient of an answer has the number that the coverage gives, where it comes along', async () => {
	const contained = [
		{ resourceType: 'Patient', id: 'p', name: [{ family: 'Smith' }] },
		{ resourceType: 'Coverage', id: 'c', subscriberId: 'M1', beneficiary: { reference: '#p' } },
	];
	const patient = { reference: '#p' };
	const insurance = [{ focal: true, coverage: { reference: '#c' } }];
	const { claim } = await readAnswer(anEob({ contained, patient, insurance }));
	expect(claim?.patient).toEqual({ last_name: 'Smith', member_id: 'M1' });
	const beyond = [{ focal: true, coverage: { reference: 'Coverage/beyond' } }];
	const bare = await readAnswer(anEob({ contained, patient, insurance: beyond }));
	expect([bare.claim?.patient, bare.warnings]).toEqual([{ last_name: 'Smith' }, []]);
});

describe('an answer is a remittance of one claim', () => {
	test('with who pays whom, when, under which number and for what', async () => {
		const { remittance, warnings } = await readAnswer(anEob());
		expect(warnings).toEqual([]);
		const { source, ...said } = remittance;
		expect(source).toMatchObject({ format: 'fhir-r4', position: 1, submitted_at: '2026-03-03' });
		expect(said).toEqual({
			currency: 'USD',
			payer: { name: 'Payer One' },
			payee: { name: 'Clinic' },
			payment: { amount: '80.00', date: '2026-03-05', trace_number: 'T1' },
			production_date: '2026-03-03',
			claims: [
				{
					claim_id: 'A1',
					payer_claim_number: 'P1',
					status_code: '1',
					charge: '100.00',
					paid: '80.00',
					adjustments: [],
					remarks: [],
					lines: [
						{
							procedure_code: '99213',
							code_system: 'hcpcs',
							modifiers: [],
							charge: '100.00',
							paid: '80.00',
							service_date: '2026-03-01',
							control_number: '1',
							adjustments: [{ group: 'PR', carc: '3', amount: '20.00' }],
							remarks: [],
						},
					],
				},
			],
			provider_adjustments: [],
		});
	});

	test('in CMS’s own codes as in HL7’s', async () => {
		const cms = (code: string, value: number) =>
			amount(`https://bluebutton.cms.gov/resources/variables/${code}`, value);
		const adjudication = [
			cms('line_sbmtd_chrg_amt', 100),
			cms('line_bene_ptb_ddctbl_amt', 5),
			cms('line_coinsrnc_amt', 15),
			cms('line_prvdr_pmt_amt', 80),
		];
		const read = await readAnswer(anEob({ item: [anItem({ adjudication })] }));
		expect(read.warnings).toEqual([]);
		expect(read.claim?.lines[0]?.adjustments).toEqual([
			{ group: 'PR', carc: '1', amount: '5.00' },
			{ group: 'PR', carc: '2', amount: '15.00' },
		]);
	});

	test.each([
		['197', '1'],
		['31', '4'],
	])(
		'whose uncovered amount has %s as the reason of its denial was processed as %s',
		async (carc, status_code) => {
			const adjudication = [
				amount('submitted', 100),
				amount('noncovered', 100),
				amount('benefit', 0),
				{
					category: { coding: [{ code: 'denialreason' }] },
					reason: { coding: [{ system: 'https://x12.org/codes/claim-adjustment-reason-codes', code: carc }] },
				},
			];
			const total = [amount('submitted', 100), amount('benefit', 0)];
			const read = await readAnswer(anEob({ item: [anItem({ adjudication })], total, payment: undefined }));
			expect(read.claim).toMatchObject({ status_code, paid: '0.00' });
			expect(read.claim?.lines[0]?.adjustments).toEqual([{ group: 'OA', carc, amount: '100.00' }]);
			expect(read.remittance.payment).toEqual({ method: 'none', amount: '0.00' });
			expect(read.warnings).toEqual([]);
		},
	);

	test('whose totals alone say what was taken off', async () => {
		const total = [amount('submitted', 100), amount('deductible', 20), amount('benefit', 80)];
		const { claim, warnings } = await readAnswer(anEob({ item: [], total }));
		expect(claim?.adjustments).toEqual([{ group: 'PR', carc: '1', amount: '20.00' }]);
		expect(warnings).toEqual([]);
	});

	test('and says where it does not add up, or what had to be worked out', async () => {
		expect((await readAnswer(anEob({ payment: undefined }))).warnings).toEqual(['BALANCE']);
		expect((await readAnswer(anEob({ total: [amount('submitted', 100)] }))).warnings).toEqual([
			'AMOUNT_DERIVED',
		]);
		expect((await readAnswer(anEob({ claim: undefined }))).warnings).toEqual(['CLAIM_NUMBER_DERIVED']);
		const noLine = await readAnswer(anEob({ item: [anItem({ adjudication: [amount('copay', 20)] })] }));
		expect(noLine.warnings).toEqual(['AMOUNT_DERIVED', 'AMOUNT_DERIVED']);
		expect(noLine.claim?.lines[0]).toMatchObject({ charge: '100.00', paid: '80.00' });
	});

	test('in dollars where no amount names a currency, with a warning', async () => {
		const bare = JSON.parse(JSON.stringify(anEob()).replaceAll(',"currency":"USD"', ''));
		const { remittance, warnings } = await readAnswer(bare);
		expect([remittance.currency, warnings]).toEqual(['USD', ['CURRENCY_ASSUMED']]);
	});
});

describe('what settles nothing is refused by name and place', () => {
	test.each([
		[{ status: 'cancelled' }, 'ANSWER_STATUS ExplanationOfBenefit.status'],
		[{ use: 'preauthorization' }, 'ANSWER_USE ExplanationOfBenefit.use'],
		[{ outcome: 'queued' }, 'UNDECIDED ExplanationOfBenefit.outcome'],
		[{ claim: undefined, identifier: undefined }, 'REQUIRED ExplanationOfBenefit.claim'],
		[{ item: [], total: [amount('benefit', 80)] }, 'REQUIRED ExplanationOfBenefit.total'],
		[
			{ payment: { amount: { value: 80, currency: 'EUR' } } },
			'CURRENCY_MIXED ExplanationOfBenefit.payment.amount.currency',
		],
	])('%j', async (changes, expected) => {
		expect(await refusal(anEob(changes))).toEqual([expected]);
	});
});

describe('what we write is read back', () => {
	const cents = (value: number) => `${Math.trunc(value / 100)}.${String(value % 100).padStart(2, '0')}`;
	const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0);
	const aCut = fc.record({
		group: fc.constantFrom('CO', 'PR', 'OA', 'PI') as fc.Arbitrary<'CO' | 'PR' | 'OA' | 'PI'>,
		carc: fc.constantFrom('1', '2', '3', '23', '45', '96', '197'),
		amount: fc.integer({ min: 0, max: 10 ** 7 }),
	});
	const aLine = fc.record({
		paid: fc.integer({ min: 0, max: 10 ** 7 }),
		cuts: fc.array(aCut, { maxLength: 6 }),
		isDenied: fc.boolean(),
	});
	const adjustment = ({
		group,
		carc,
		amount,
	}: {
		group: 'CO' | 'PR' | 'OA' | 'PI';
		carc: string;
		amount: number;
	}) => ({
		group,
		carc,
		amount: cents(amount),
	});

	test.each(['ClaimResponse', 'ExplanationOfBenefit'] as const)(
		'%s: to the cent, with every reason',
		async (type) => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(aLine, { minLength: 1, maxLength: 4 }),
					fc.array(aCut, { maxLength: 2 }),
					async (lines, whole) => {
						const decided = lines.map(({ paid, cuts, isDenied }, at): LineDecision => {
							const billed = paid + sum(cuts.map(({ amount }) => amount));
							return aLineDecision({
								number: at + 1,
								billed: cents(billed),
								paid: cents(paid),
								denial: isDenied ? { rule: 'R24', carc: '197' } : null,
								adjustments: cuts.map((cut) => ({ ...adjustment(cut), rule: 'R' })),
							});
						});
						const billed = sum(lines.map(({ paid, cuts }) => paid + sum(cuts.map(({ amount }) => amount))));
						const paid = sum(lines.map((line) => line.paid)) - sum(whole.map(({ amount }) => amount));
						fc.pre(paid >= 0);
						const totals = {
							...aDecision().totals,
							billed: cents(billed),
							paid: cents(paid),
							member_owes: '1.23',
						};
						const adjustments = whole.map((cut) => ({ ...adjustment(cut), rule: 'R' }));
						const content = {
							...claim,
							lines: decided.flatMap(({ number }) => claim.lines.map((line) => ({ ...line, number }))),
						};
						const decision = aDecision({ lines: decided, totals, adjustments });
						const {
							remittance,
							claim: read,
							warnings,
						} = await readAnswer(WRITERS[type](judged({ content, decision })));
						expect(warnings).toEqual([]);
						expect(remittance.payment).toMatchObject({ amount: cents(paid), date: '2026-03-05' });
						expect(read).toMatchObject({
							claim_id: 'A1',
							payer_claim_number: 'CLM-2026-00000001',
							charge: cents(billed),
							paid: cents(paid),
							patient_responsibility: '1.23',
							adjustments: whole.map(adjustment),
							lines: decided.map(({ billed: charge, paid: linePaid, allowed }, at) => ({
								charge,
								paid: linePaid,
								allowed,
								adjustments: lines[at]?.cuts.map(adjustment) ?? [],
							})),
						});
					},
				),
				{ numRuns: 60 },
			);
		},
	);

	test('with its parties; of a claim that waits nothing is told', async () => {
		const { remittance } = await readAnswer(writeClaimResponse(judged()));
		expect(remittance.payer).toEqual({ name: 'Payer One' });
		expect(remittance.payee).toEqual({ npi: '1234567893', name: 'Clinic' });
		expect(remittance.claims[0]?.patient).toMatchObject({ last_name: 'Smith', first_name: 'Jane' });
		const waiting = JSON.parse(writeClaimResponse(judged({ status: 'received', decision: null })));
		expect(await refusal(waiting)).toEqual(['UNDECIDED ClaimResponse.outcome']);
	});
});

describe('a file', () => {
	const kinds = async (...documents: object[]) => {
		const text = documents.map((document) => JSON.stringify(document)).join('\n');
		const readings = await Array.fromAsync(readFhirClaimsOrRemittances(text));
		return readings.map(({ kind }) => kind).filter((kind) => kind !== 'document');
	};

	test('of answers alone gives remittances, and one with claims its claims', async () => {
		expect(await kinds(aBundle(anEob(), anEob()))).toEqual(['remittance', 'remittance']);
		expect(await kinds(anEob(), anEob({ outcome: 'queued' }), anEob())).toEqual([
			'remittance',
			'rejected',
			'remittance',
		]);
		expect(await kinds(aBundle(anEob(), aFhirClaim()))).toEqual(['claim']);
		expect(await kinds(aBundle(aFhirClaim()), anEob())).toEqual(['claim']);
	});

	test('whose resources are called like what every object has are rejected as any that R4 does not have', async () => {
		const found = await kinds({ resourceType: 'constructor' }, { resourceType: 'toString' });
		expect(found).toEqual(['problem', 'problem']);
	});
});

describe.skipIf(!hasSharedData)('the real answers (skipped without ../shared/data)', () => {
	const factsOf = (facts: string): Record<string, string> =>
		Object.fromEntries(facts.split('; ').map((fact) => fact.split('=') as [string, string]));
	const files = sharedFiles('fhir/r4/hl7-examples').filter(
		({ name }) => /ClaimResponse-|ExplanationOfBenefit-/.test(name) && !/Eligibility/.test(name),
	);

	test('are all there', () => {
		expect(files).toHaveLength(4);
	});

	test.each(files)('$name gives the lines and amounts it holds', async ({ facts, bytes }) => {
		const stated = factsOf(facts);
		if (stated.claimresponse_outcome === 'error') {
			expect(await readAll(bytes())).toMatchObject([
				{ kind: 'rejected', problems: [{ code: 'UNDECIDED' }] },
				{ kind: 'document' },
			]);
			return;
		}
		const { remittance, claim: read } = await readAnswer(bytes());
		expect(read?.lines).toHaveLength(Number(stated.claimresponse_items ?? stated.eob_items));
		expect(Number(remittance.payment.amount)).toBe(
			Number(stated.claimresponse_payment_sum ?? stated.eob_payment_sum),
		);
		if (stated.eob_total_benefit) expect(Number(read?.paid)).toBe(Number(stated.eob_total_benefit));
		if (stated.eob_total_submitted) expect(Number(read?.charge)).toBe(Number(stated.eob_total_submitted));
	});

	test.each(sharedFiles('fhir/r4/synthea-bundles'))(
		'$name has a remittance for each EOB, or amounts in fractions of a cent',
		async (file) => {
			const readings = await readAll(file.bytes());
			const read = readings.flatMap((one) => (one.kind === 'remittance' ? [one.remittance] : []));
			const rejected = readings.flatMap((one) => (one.kind === 'rejected' ? [one] : []));
			expect(read.length + rejected.length).toBe(Number(factsOf(file.facts).n_ExplanationOfBenefit));
			expect(read).not.toBeEmpty();
			for (const { problems } of rejected)
				expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['AMOUNT_PRECISION']));
			for (const remittance of read) Remittance.parse(remittance);
		},
	);
});
