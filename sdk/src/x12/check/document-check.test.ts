import { describe, expect, test } from 'bun:test';
import type { Remittance } from '../../claim';
import { Acknowledger } from '../acknowledge/acknowledgement';
import { readAcknowledgements } from '../acknowledge/read-acknowledgements';
import { write277ca } from '../acknowledge/write-277ca';
import { write999 } from '../acknowledge/write-acknowledgements';
import type { ByteSource } from '../byte-stream';
import { readClaims } from '../claims/read-claims';
import { readEnrolments } from '../enrolment/read-enrolments';
import { writeEnrolments } from '../enrolment/write-enrolments';
import { readAuthorizations } from '../hierarchy/authorization';
import { readClaimAcknowledgements } from '../hierarchy/claim-acknowledgement';
import { readClaimStatusInquiries, readClaimStatusResponses } from '../hierarchy/claim-status';
import { readEligibilityInquiries, readEligibilityResponses } from '../hierarchy/eligibility';
import { writeAuthorizations } from '../hierarchy/write-authorization';
import { writeClaimStatusInquiries, writeClaimStatusResponses } from '../hierarchy/write-claim-status';
import { writeEligibilityInquiries, writeEligibilityResponses } from '../hierarchy/write-eligibility';
import { readPremiumPayments } from '../premium/read-premiums';
import { writePremiumPayments } from '../premium/write-premiums';
import type { X12Problem } from '../problem';
import type { DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { readRemittances } from '../remittance/read-remittances';
import { writeRemittance } from '../remittance/write-remittance';
import { collect, sample837 } from '../test-support/sample-837';
import {
	anAnswer,
	anEnrolment,
	anInquiry,
	aRemittance,
	aRequest,
	aStatusAnswer,
	aStatusInquiry,
	child,
} from '../test-support/sample-documents';
import type { InterchangeOptions } from '../write/x12-writer';

const options: InterchangeOptions = {
	sender: { id: 'SENDER' },
	receiver: { id: 'PAYER' },
	controlNumber: 5,
	at: '2026-03-03T09:00',
};

type Read = (source: ByteSource, options: ReadDocumentsOptions) => AsyncIterable<DocumentReading<unknown>>;

/** What is found in a file, and what its 999 says of it. */
async function checked(
	read: Read,
	text: string,
): Promise<{ problems: X12Problem[]; answer: string[]; documents: number }> {
	const acknowledger = new Acknowledger();
	const problems: X12Problem[] = [];
	let documents = 0;
	for await (const reading of read(text, { check: true, summaries: true })) {
		acknowledger.add(reading);
		if (reading.kind === 'problem') problems.push(reading.problem);
		if (reading.kind === 'rejected') problems.push(...reading.problems);
		if (reading.kind === 'document') documents++;
		if (reading.kind === 'document' || reading.kind === 'rejected') problems.push(...reading.warnings);
	}
	const [outcome] = acknowledger.outcomes();
	return { problems, documents, answer: outcome ? write999(outcome, options).split('~') : [] };
}

/** The trailer's count is put right, so that only what the test is about is wrong. */
const recounted = (text: string): string => {
	const segments = text.split('~');
	const inside = segments.findIndex((segment) => segment.startsWith('SE*')) - 1;
	return text.replace(/SE\*\d+/, `SE*${inside}`);
};

const changed = (text: string, from: string | RegExp, to: string): string => {
	const after = text.replace(from, to);
	if (after === text) throw new Error(`${from} does not stand in the sample`);
	return recounted(after);
};

const enrolmentFile = async (): Promise<string> => {
	const { coverages, ...enrolment } = anEnrolment();
	const provider = { npi: '1234567893', last_name: 'JONES', contacts: [{ phone: '5551234567' }] };
	const other = { responsibility: 'P', policy_number: 'O1', coordination: '1', name: 'OTHER' };
	const [coverage] = coverages;
	if (!coverage) throw new Error('no coverage');
	const whole = { ...coverage, providers: [provider], other_insurance: [other] };
	return (await collect(writeEnrolments([{ ...enrolment, coverages: [whole] }], options))).join('');
};

/** One change of a file that keeps to its guide, what is found of it, and how the 999 tells that. */
type Case = readonly [
	level: number,
	code: X12Problem['code'],
	from: string | RegExp,
	to: string,
	place: Partial<X12Problem>,
	told: string,
];

interface Kind {
	readonly name: string;
	readonly read: Read;
	readonly files: () => Promise<string[]>;
	/** Changes of the first of them. */
	readonly cases: readonly Case[];
}

const written =
	<T>(write: (documents: Iterable<T>, options: InterchangeOptions) => string, ...all: readonly T[]) =>
	async (): Promise<string[]> =>
		all.map((one) => write([one], options));

/** What an 837 comes to, for its answers. */
async function outcomeOf(text: string) {
	const acknowledger = new Acknowledger();
	for await (const reading of readClaims(text, { check: true })) acknowledger.add(reading);
	const [outcome] = acknowledger.outcomes();
	if (!outcome) throw new Error('nothing was received');
	return outcome;
}

const payer = { payer: { name: 'PAYER ONE', id: 'P1' }, numberOf: () => 'CLM-1' };

/** With all that the guide requires, which what is told elsewhere need not say. */
function wholeRemittance(): Remittance {
	const remittance = aRemittance();
	const { filing_code, payer_claim_number, patient } = remittance.claims[0] ?? {};
	const contacts = [{ role: 'technical' as const, phone: '5551234567' }];
	return {
		...remittance,
		payer: { ...remittance.payer, contacts },
		claims: remittance.claims.map((claim) => ({ filing_code, payer_claim_number, patient, ...claim })),
	};
}

const aPremium = (): string =>
	writePremiumPayments(
		[
			{
				currency: 'USD',
				amount: '300.00',
				method: 'ach',
				date: '2026-03-01',
				trace_number: 'T1',
				receiver: { name: 'PAYER ONE', id: '123456789', id_qualifier: 'FI' },
				remitter: { name: 'ACME', id: '999888777', id_qualifier: 'FI' },
				items: [
					{ qualifier: 'IK', reference: 'INV1', paid: '200.00', member: { last_name: 'SMITH' } },
					{ qualifier: 'IK', reference: 'INV2', paid: '100.00' },
				],
				source: { format: 'x12-820', version: '005010X218' },
			},
		],
		options,
	);

const KINDS: readonly Kind[] = [
	{
		name: '834',
		read: readEnrolments,
		files: async () => [await enrolmentFile()],
		cases: [
			[
				1,
				'ELEMENT_TOO_LONG',
				'REF*38*POL1',
				`REF*38*${'P'.repeat(51)}`,
				{ loop: 'ST', element: 2 },
				`IK4*2*127*5*${'P'.repeat(51)}`,
			],
			[
				1,
				'DATE_INVALID',
				'DTP*356*D8*20260101',
				'DTP*356*D8*20260230',
				{ loop: '2000', element: 3 },
				'IK4*3*1251*8*20260230',
			],
			[
				1,
				'DATE_INVALID',
				'BGN*00*1*20260303',
				'BGN*00*1*20261303',
				{ loop: 'ST', element: 3 },
				'IK4*3*373*8*20261303',
			],
			[1, 'ELEMENT_CALLED_FOR', '*TE*5551234567~N3', '*TE~N3', { loop: '2100A', element: 4 }, 'IK4*4*364*2'],
			[4, 'ELEMENT_CALLED_FOR', 'BGN*00', 'BGN*15', { loop: 'ST', element: 6 }, 'IK4*6*127*2'],
			[
				2,
				'ELEMENT_MISSING',
				'N1*P5*ACME*FI*999888777',
				'N1*P5*ACME',
				{ loop: '1000A', element: 3 },
				'IK4*3*66*1',
			],
			[
				2,
				'CODE_INVALID',
				'INS*Y*18*021*20*A',
				'INS*Y*18*021*20*Q',
				{ loop: '2000', element: 5 },
				'IK4*5*1216*7*Q',
			],
			[
				2,
				'CODE_INVALID',
				'NM1*IL*1*SMITH',
				'NM1*IL*2*SMITH',
				{ loop: '2100A', element: 2 },
				'IK4*2*1065*7*2',
			],
			[2, 'SEGMENT_MISSING', /REF\*0F[^~]*~/, '', { loop: '2000' }, 'IK3*REF*6*2000*3'],
			[2, 'SEGMENT_MISSING', /DTP\*348[^~]*~/, '', { loop: '2300' }, 'IK3*DTP*15*2300*3'],
			[2, 'SEGMENT_REPEATED', 'REF*38*POL1~', 'REF*38*POL1~REF*38*POL2~', { loop: 'ST' }, 'IK3*REF*4**5'],
			[2, 'SEGMENT_UNUSED', 'COB*P*O1*1~', 'COB*P*O1*1~N1*IN*OTHER~', { loop: '2320' }, 'IK3*N1*22*2320*I4'],
			[2, 'LOOP_MISSING', /N1\*IN[^~]*~/, '', { loop: 'ST' }, 'IK3*N1*1*1000B*I7'],
			[2, 'LOOP_REPEATED', /(N1\*P5[^~]*~)/, '$1$1', { loop: '1000A' }, 'IK3*N1*5*1000A*4'],
		],
	},
	{
		name: '270',
		read: readEligibilityInquiries,
		files: written(writeEligibilityInquiries, anInquiry(), {
			...anInquiry(),
			subscriber: { member_id: 'M1' },
			patient: child,
			relationship: 'child',
		}),
		cases: [
			[
				1,
				'DATE_INVALID',
				'DMG*D8*19800101',
				'DMG*D8*19801301',
				{ loop: '2100C', element: 2 },
				'IK4*2*1251*8*19801301',
			],
			[
				1,
				'DATE_INVALID',
				'DTP*291*D8*20260301',
				'DTP*291*RD8*20260301-20260231',
				{ loop: '2100C', element: 3 },
				'IK4*3*1251*8*20260301-20260231',
			],
			[1, 'ELEMENT_CALLED_FOR', 'EQ*35', 'EQ***FAM', { loop: '2110C', element: 1 }, 'IK4*1**2'],
			[2, 'CODE_INVALID', 'NM1*PR*2', 'NM1*QQ*2', { loop: '2100A', element: 1 }, 'IK4*1*98*7*QQ'],
			[2, 'ELEMENT_MISSING', '*****PI*P1', '', { loop: '2100A', element: 9 }, 'IK4*9*67*1'],
			[2, 'SEGMENT_MISSING', /BHT[^~]*~/, '', { loop: 'ST', level: 'error' }, 'IK5*R*5'],
			[2, 'SEGMENT_UNUSED', 'HL*2*1', 'N3*1 PLAZA~HL*2*1', { loop: '2100A' }, 'IK3*N3*5*2100A*I4'],
			[2, 'LOOP_MISSING', /NM1\*1P[^~]*~/, '', { loop: '2000B' }, 'IK3*NM1*5*2100B*I7'],
			[4, 'HIERARCHY', '*21*1', '*21*0', { loop: '2000B', element: 4 }, 'IK4*4*736*I12*0'],
			[4, 'HIERARCHY', 'HL*3*2', 'HL*2*2', { loop: '2000C', element: 1 }, 'IK4*1*628*I12*2'],
		],
	},
	{
		name: '271',
		read: readEligibilityResponses,
		files: written(
			writeEligibilityResponses,
			anAnswer(),
			{ ...anAnswer(), patient: child, relationship: 'child' },
			{
				...anAnswer(),
				dates: [],
				benefits: [],
				refusals: [{ about: 'subscriber', reason: '75', follow_up: 'C' }],
			},
		),
		cases: [
			[2, 'CODE_INVALID', 'EB*1*IND', 'EB*Z9*IND', { loop: '2110C', element: 1 }, 'IK4*1*1390*7*Z9'],
			[2, 'ELEMENT_MISSING', 'MSG*PER VISIT', 'MSG', { loop: '2110C', element: 1 }, 'IK4*1*933*1'],
		],
	},
	{
		name: '276',
		read: readClaimStatusInquiries,
		files: written(writeClaimStatusInquiries, aStatusInquiry(), { ...aStatusInquiry(), patient: child }),
		cases: [
			[1, 'NUMBER_INVALID', 'AMT*T3*150', 'AMT*T3*15O', { loop: '2200D', element: 2 }, 'IK4*2*782*6*15O.00'],
			[2, 'SEGMENT_MISSING', /DTP\*472\*D8\*20260301~SE/, 'SE', { loop: '2220D' }, 'IK3*DTP*16*2220D*3'],
			[2, 'SEGMENT_UNUSED', 'REF*EJ', 'STC*A1:20*20260301~REF*EJ', { loop: '2200D' }, 'IK3*STC*13*2200D*I4'],
			[2, 'CODE_INVALID', 'SVC*NU:', 'SVC*ZZ:', { loop: '2220D', element: 1, component: 1 }, 'IK4*1:1**7*ZZ'],
		],
	},
	{
		name: '277',
		read: readClaimStatusResponses,
		files: written(writeClaimStatusResponses, aStatusAnswer()),
		cases: [
			[2, 'SEGMENT_MISSING', /STC\*F1:65\*[^~]*\*150[^~]*~/, '', { loop: '2200D' }, 'IK3*STC*11*2200D*3'],
			[
				2,
				'ELEMENT_MISSING',
				'STC*F1:65*20260309*',
				'STC*F1:65**',
				{ loop: '2200D', element: 2 },
				'IK4*2*373*1',
			],
		],
	},
	{
		name: '278',
		read: readAuthorizations,
		files: written(
			writeAuthorizations,
			aRequest(),
			{ ...aRequest(), kind: 'response', decision: { action: 'A1', number: 'AUTH1' } },
			{ ...aRequest(), patient: child, relationship: 'child' },
		),
		cases: [
			[2, 'SEGMENT_MISSING', /UM\*AR[^~]*~/, '', { loop: '2000E', level: 'error' }, 'IK5*R*5'],
			[2, 'CODE_INVALID', 'UM*AR', 'UM*QQ', { loop: '2000E', element: 1 }, 'IK4*1*1525*7*QQ'],
			[2, 'SEGMENT_UNUSED', 'HL*4*3*EV', 'HI*ABF:I219~HL*4*3*EV', { loop: '2010C' }, 'IK3*HI*11*2010C*I4'],
		],
	},
	{
		name: '277CA',
		read: readClaimAcknowledgements,
		files: async () => [write277ca(await outcomeOf(sample837()), { ...options, ...payer })],
		cases: [
			[2, 'SEGMENT_MISSING', /DTP\*009[^~]*~/, '', { loop: '2200A' }, 'IK3*DTP*5*2200A*3'],
			[2, 'CODE_INVALID', 'QTY*90', 'QTY*QA', { loop: '2200B', element: 1 }, 'IK4*1*673*7*QA'],
		],
	},
	{
		name: '999',
		read: readAcknowledgements,
		files: async () => {
			const refused = changed(sample837(), 'DMG*D8*19800101', 'DMG*D8*19801301');
			return Promise.all(
				[sample837(), refused].map(async (text) => write999(await outcomeOf(text), options)),
			);
		},
		cases: [
			[2, 'LOOP_MISSING', /IK5[^~]*~/, '', { loop: '2000' }, 'IK3*IK5*3*2000R*I7'],
			[2, 'CODE_INVALID', 'AK9*A', 'AK9*Q', { loop: '2000G', element: 1 }, 'IK4*1*715*7*Q'],
			[2, 'ELEMENT_MISSING', 'AK9*A*1*1*1', 'AK9*A*1*1', { loop: '2000G', element: 4 }, 'IK4*4*2*1'],
		],
	},
	{
		name: '835',
		read: readRemittances,
		files: async () => [writeRemittance(wholeRemittance(), options)],
		cases: [
			[
				1,
				'DATE_INVALID',
				'DTM*405*20260309',
				'DTM*405*20260231',
				{ loop: 'ST', element: 2 },
				'IK4*2*373*8*20260231',
			],
			[
				1,
				'ELEMENT_CALLED_FOR',
				'CAS*CO*45*40.00',
				'CAS*CO*45*40.00**A1',
				{ loop: '2110', element: 6 },
				'IK4*6*782*2',
			],
			[2, 'ELEMENT_MISSING', '*20260310~', '~', { loop: 'ST', element: 16 }, 'IK4*16*373*1'],
			[2, 'SEGMENT_MISSING', /PER\*BL[^~]*~/, '', { loop: '1000A' }, 'IK3*PER*5*1000A*3'],
			[2, 'CODE_INVALID', 'CLP*A1*1', 'CLP*A1*7', { loop: '2100', element: 2 }, 'IK4*2*1029*7*7'],
			[
				2,
				'CODE_INVALID',
				'*WO:OLD1',
				'*QQ:OLD1',
				{ loop: 'SUMMARY', element: 3, component: 1 },
				'IK3*PLB*25**8',
			],
			[3, 'BALANCE', 'BPR*I*430', 'BPR*I*431', { element: 2 }, 'IK4*2*782*I12'],
			[3, 'BALANCE', 'CAS*PR*2*60', 'CAS*PR*2*61', { loop: '2110' }, 'IK3*SVC*16*2110*8'],
		],
	},
	{
		name: '820',
		read: readPremiumPayments,
		files: async () => [aPremium()],
		cases: [
			[1, 'ELEMENT_CALLED_FOR', 'ENT*1', 'ENT*1*2J', { loop: '2000', element: 3 }, 'IK4*3*66*2'],
			[2, 'CODE_INVALID', 'BPR*I', 'BPR*Q', { loop: 'ST', element: 1 }, 'IK4*1*305*7*Q'],
			[2, 'ELEMENT_MISSING', 'RMR*IK*INV1**200', 'RMR*IK*INV1', { loop: '2300', element: 4 }, 'IK4*4*782*1'],
			[2, 'SEGMENT_MISSING', /TRN[^~]*~/, '', { loop: 'ST' }, 'IK3*TRN*1**3'],
			[3, 'BALANCE', 'BPR*I*300', 'BPR*I*301', { loop: 'ST', element: 2 }, 'IK4*2*782*I12*301.00'],
		],
	},
];

describe.each([...KINDS])('$name', ({ read, files, cases }) => {
	test('what we write ourselves has nothing against it', async () => {
		for (const text of await files()) {
			const { problems, answer, documents } = await checked(read, text);
			expect(problems).toEqual([]);
			expect(documents).toBeGreaterThan(0);
			expect(answer).toContain('IK5*A');
		}
	});

	test.each(cases)('level %d: %s where %p becomes %p', async (_, code, from, to, place, told) => {
		const [text = ''] = await files();
		const { problems, answer } = await checked(read, changed(text, from, to));
		expect(problems).toContainEqual(expect.objectContaining({ code, ...place }));
		expect(answer).toContain(told);
	});
});

test('the same fault is told once, however many come upon it', async () => {
	const text = changed(await enrolmentFile(), 'INS*Y*18*021', 'INS*X*18*021');
	const { problems } = await checked(readEnrolments, text);
	expect(problems.map(({ code, element }) => [code, element])).toEqual([['CODE_INVALID', 1]]);
});

test('a file of another guide of the family is read and not held against this one', async () => {
	const text = changed(await enrolmentFile(), /REF\*0F[^~]*~/, '').replaceAll('005010X220A1', '004010X095A1');
	expect(await checked(readEnrolments, text)).toMatchObject({ problems: [], documents: 1 });
});

test('what is missing in one member is said of that member, and of the file it is said with the last', async () => {
	const text = (await collect(writeEnrolments([anEnrolment(1), anEnrolment(2)], options))).join('');
	const spoiled = changed(changed(text, /REF\*0F\*S1~/, ''), /N1\*IN[^~]*~/, '');
	const warnings: string[][] = [];
	for await (const reading of readEnrolments(spoiled, { check: true }))
		if (reading.kind === 'document') warnings.push(reading.warnings.map(({ code }) => code));
	expect(warnings).toEqual([['SEGMENT_MISSING'], ['LOOP_MISSING']]);
});

test('a subscriber behind the dependants is told of, one before them or in another file is not', async () => {
	const told = async (...are: readonly boolean[]) => {
		const members = are.map((is_subscriber) => ({
			...anEnrolment(),
			is_subscriber,
			relationship: is_subscriber ? ('self' as const) : ('child' as const),
		}));
		const text = (await collect(writeEnrolments(members, options))).join('');
		return (await checked(readEnrolments, text)).problems.map(({ code }) => code);
	};
	expect(await told(true, false, false)).toEqual([]);
	expect(await told(false, false)).toEqual([]);
	expect(await told(false, true, true)).toEqual(['MEMBER_ORDER']);
});
