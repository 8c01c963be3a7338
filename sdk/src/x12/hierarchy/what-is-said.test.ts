import { expect, test } from 'bun:test';
import type { DocumentReading } from '../read/document-reader';
import { collect } from '../test-support/sample-837';
import type { InterchangeOptions } from '../write/x12-writer';
import { readAuthorizations } from './authorization';
import { readClaimStatusResponses } from './claim-status';
import { readEligibilityInquiries, readEligibilityResponses } from './eligibility';
import { writeAuthorizations } from './write-authorization';
import { writeClaimStatusResponses } from './write-claim-status';
import { writeEligibilityInquiries, writeEligibilityResponses } from './write-eligibility';

const options: InterchangeOptions = {
	sender: { id: 'CLINIC' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-03-02T10:30',
};

interface Envelope {
	readonly code: string;
	readonly version: string;
	readonly repetition?: string;
	readonly component?: string;
}

/** An interchange of one transaction set; a text, so that each test shows the segments it is about. */
function interchange(
	{ code, version, repetition = '^', component = ':' }: Envelope,
	segments: readonly string[],
): string {
	const blanks = ' '.repeat(10);
	const isa = ['ISA', '00', blanks, '00', blanks, 'ZZ', 'PAYER'.padEnd(15), 'ZZ', 'CLINIC'.padEnd(15)];
	const header = [...isa, '260302', '1030', repetition, '00501', '000000001', '0', 'P', component].join('*');
	const lines = [header, `GS*XX*P*C*20260302*1030*1*X*${version}`, `ST*${code}*0001*${version}`, ...segments];
	return `${[...lines, `SE*${segments.length + 2}*0001`, 'GE*1*1', 'IEA*1*000000001'].join('~')}~`;
}

const LEVELS = ['HL*1**20*1', 'NM1*PR*2*PAYER*****PI*P1', 'HL*2*1*21*1', 'NM1*1P*2*CLINIC*****XX*1234567893'];
const MEMBER = ['HL*3*2*22*0', 'NM1*IL*1******MI*M1'];
const eligibility = { code: '271', version: '005010X279A1' };

const documentsOf = async <T>(readings: AsyncIterable<DocumentReading<T>>): Promise<T[]> =>
	(await collect(readings)).flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []));

test.each([
	['^', ':'],
	['>', ':'],
	['{', ':'],
	['^', '^'],
	['U', ':'],
])('service types are repeated with %s beside the component separator %s', async (repetition, component) => {
	const separator = repetition === 'U' ? '^' : repetition;
	const text = interchange({ ...eligibility, repetition, component }, [
		'BHT*0022*11*R*20260302*1030',
		...LEVELS,
		...MEMBER,
		`EB*1**${['1', '33', 'UC'].join(separator)}`,
	]);
	const [answer] = await documentsOf(readEligibilityResponses(text));
	expect(answer?.benefits).toEqual([{ information: '1', service_types: ['1', '33', 'UC'] }]);
	expect(writeEligibilityResponses(answer ? [answer] : [], options)).toContain('~EB*1**1^33^UC~');
});

test('entities that stand together between LS and LE are told apart, and come back so', async () => {
	const text = interchange(eligibility, [
		'BHT*0022*11*R*20260302*1030',
		...LEVELS,
		...MEMBER,
		'EB*1**30',
		'LS*2120',
		'NM1*P3*1*CARE*PRIMA',
		'PER*IC**TE*5551234567',
		'NM1*PR*2*OTHER PLAN',
		'N3*1 ROAD',
		'LE*2120',
		'EB*C**30',
	]);
	const answers = await documentsOf(readEligibilityResponses(text));
	const [benefit] = answers[0]?.benefits ?? [];
	expect(benefit?.entities).toEqual([
		{ role: 'P3', last_name: 'CARE', first_name: 'PRIMA', contacts: [{ phone: '5551234567' }] },
		{ role: 'PR', name: 'OTHER PLAN', address: { lines: ['1 ROAD'] } },
	]);
	expect(writeEligibilityResponses(answers, options)).toContain(
		'LS*2120~NM1*P3*1*CARE*PRIMA~PER*IC**TE*5551234567~NM1*PR*2*OTHER PLAN~N3*1 ROAD~LE*2120~EB*C**30~',
	);
});

test('one whose name is not known stays a person', async () => {
	const text = interchange({ code: '270', version: '005010X279A1' }, [
		'BHT*0022*13*R*20260302*1030',
		...LEVELS,
		...MEMBER,
		'EQ*30',
	]);
	const questions = await documentsOf(readEligibilityInquiries(text));
	expect(writeEligibilityInquiries(questions, options)).toContain('~NM1*IL*1******MI*M1~');
});

test('a payer that refuses the whole question names nobody else, and says that the question was right', async () => {
	const segments = ['BHT*0022*11*R*20260302*1030', 'HL*1**20*0', 'AAA*Y**42*Y', 'NM1*PR*2*PAYER*****PI*P1'];
	const [answer] = await documentsOf(readEligibilityResponses(interchange(eligibility, segments)));
	expect(answer?.refusals).toEqual([
		{ about: 'payer', reason: '42', follow_up: 'Y', is_valid_request: true },
	]);
	const written = writeEligibilityResponses(answer ? [answer] : [], options);
	expect(written).toContain('~HL*1**20*0~NM1*PR*2*PAYER*****PI*P1~AAA*Y**42*Y~SE*');
});

test('a status of the whole submission is told without a claim', async () => {
	const segments = [
		'BHT*0010*08*R*20260302*1030*DG',
		'HL*1**20*1',
		'NM1*PR*2*PAYER*****PI*P1',
		'HL*2*1*21*0',
		'NM1*41*2*SENDER*****46*S1',
		'TRN*2*T1',
		'STC*E0:24:41*20260302',
	];
	const [answer] = await documentsOf(
		readClaimStatusResponses(interchange({ code: '277', version: '005010X212' }, segments)),
	);
	const written = writeClaimStatusResponses(answer ? [answer] : [], options);
	expect(written).toContain(`~${segments.slice(1).join('~')}~SE*9*`);
});

test('a status of the pharmacies’ own list is told apart from the usual one of the same number', async () => {
	const segments = [
		'BHT*0010*08*R*20260302*1030*DG',
		...LEVELS.slice(0, 2),
		'HL*2*1*21*1',
		'NM1*41*2*SENDER*****46*S1',
		'HL*3*2*19*1',
		'NM1*1P*2*PHARMACY*****SV*7',
		'HL*4*3*22*0',
		'NM1*IL*1*DOE*JO****MI*M1',
		'TRN*2*T1',
		'STC*F2:80::RX*20260302**85*0',
	];
	const [answer] = await documentsOf(
		readClaimStatusResponses(interchange({ code: '277', version: '005010X212' }, segments)),
	);
	expect(answer?.statuses).toMatchObject([{ category: 'F2', status: '80', code_list: 'RX' }]);
	expect(writeClaimStatusResponses(answer ? [answer] : [], options)).toContain('~STC*F2:80::RX*20260302**85');
});

/** A 278 up to the services that a hospital asks for. */
const HOSPITAL_ASKS = [
	'BHT*0007*13*R*20260302*1030',
	'HL*1**20*1',
	'NM1*X3*2*PAYER*****46*P1',
	'HL*2*1*21*1',
	'NM1*FA*2*HOSPITAL*****24*123456789',
	'HL*3*2*22*1',
	'NM1*IL*1*DOE*JO****MI*M1',
	'HL*4*3*EV*1',
	'UM*AR*I*2',
];

test('a service of a hospital stays one without a revenue code, and a payer keeps the kind of its number', async () => {
	const segments = [...HOSPITAL_ASKS, 'HL*5*4*SS*0', 'SV2**HC:33510'];
	const requests = await documentsOf(
		readAuthorizations(interchange({ code: '278', version: '005010X217' }, segments)),
	);
	const written = writeAuthorizations(requests, options);
	expect(written).toContain('~SV2**HC:33510~');
	expect(written).toContain('~NM1*X3*2*PAYER*****46*P1~');
	expect(written).toContain('~NM1*FA*2*HOSPITAL*****24*123456789~');
});

test('days and minutes that are asked for stay days and minutes', async () => {
	const segments = [
		...HOSPITAL_ASKS,
		'HL*5*4*SS*0',
		'SV2*0120***DA*3',
		'HL*6*4*SS*0',
		'SV1*HC:00840**MJ*90',
		'HL*7*4*SS*0',
		'SV1*HC:97110**UN*2',
	];
	const requests = await documentsOf(
		readAuthorizations(interchange({ code: '278', version: '005010X217' }, segments)),
	);
	expect(requests[0]?.services.map(({ units, unit_basis }) => [units, unit_basis])).toEqual([
		[3, 'DA'],
		[90, 'MJ'],
		[2, undefined],
	]);
	const { source: _, ...said } = requests[0] as (typeof requests)[0];
	const written = writeAuthorizations([said], options);
	for (const segment of ['SV2*0120***DA*3', 'SV1*HC:00840**MJ*90', 'SV1*HC:97110**UN*2'])
		expect(written).toContain(`~${segment}~`);
});

test('a question of more kinds of care than an answer has room for is refused by name, however many they are', async () => {
	const asked = interchange({ code: '270', version: '005010X279A1' }, [
		'BHT*0022*13*R*20260302*1030',
		...LEVELS,
		...MEMBER,
		...Array.from({ length: 80_000 }, () => 'EQ*30'),
	]);
	expect(await collect(readEligibilityInquiries(asked))).toMatchObject([
		{ kind: 'rejected', problems: [{ code: 'SEGMENT_REPEATED', segment_id: 'EQ', segment: 110 }] },
	]);
});

test('a question about very many people is read as it passes', async () => {
	const people = interchange({ code: '270', version: '005010X279A1' }, [
		'BHT*0022*13*R*20260302*1030',
		...LEVELS,
		...Array.from({ length: 30_000 }, (_, at) => [
			`HL*${at + 3}*2*22*0`,
			'NM1*IL*1*A*B****MI*1',
			'EQ*30',
		]).flat(),
	]);
	expect((await documentsOf(readEligibilityInquiries(people))).length).toBe(30_000);
});

test('a person stands in the order of the guide: numbers, the refusal, then birth date and relationship', async () => {
	const person = { member_id: 'M1', last_name: 'DOE', birth_date: '1990-01-01', sex: 'female' as const };
	const text = writeEligibilityResponses(
		[
			{
				payer: { id: 'P1', name: 'PAYER' },
				provider: { npi: '1234567893', name: 'CLINIC' },
				subscriber: { ...person, identifiers: [{ qualifier: 'SY', value: '123456789' }] },
				group_number: 'G1',
				patient: {
					...person,
					address: { lines: ['1 MAIN'], city: 'TOWN', state: 'NY', postal_code: '10001' },
				},
				relationship: 'child',
				trace_numbers: [{ number: 'T1', originator: '1999999999' }],
				dates: [{ kind: '346', date: '2026-01-01' }],
				benefits: [],
				refusals: [
					{ about: 'subscriber', reason: '75', follow_up: 'C' },
					{ about: 'patient', reason: '67', follow_up: 'C' },
				],
			},
		],
		options,
	);
	const ids = text.split('~').map((segment) => segment.slice(0, segment.indexOf('*')));
	expect(ids.slice(ids.indexOf('HL') + 4)).toEqual([
		...['HL', 'NM1', 'REF', 'REF', 'AAA', 'DMG'],
		...['HL', 'TRN', 'NM1', 'N3', 'N4', 'AAA', 'DMG', 'INS', 'DTP'],
		...['SE', 'GE', 'IEA', ''],
	]);
});

test.each([
	['DTP*291*D8*20260301', '2026-03-01', undefined, []],
	['DTP*291*RD8*20260301-20260305', '2026-03-01', '2026-03-05', []],
	['DTP*291*D8*20260301-20260305', '2026-03-01', '2026-03-05', ['CODE_INVALID 2']],
	['DTP*291**20260301-20260305', '2026-03-01', '2026-03-05', ['CODE_INVALID 2']],
	['DTP*291*DT*202603011030', '2026-03-01', undefined, ['DATE_INVALID 3']],
	['DTP*291*RD8*20260301-2026', '2026-03-01', undefined, ['DATE_INVALID 3']],
])('%s is read whole, or what it does not say right is told', async (dated, from, through, told) => {
	const body = ['BHT*0022*13*R**1030', ...LEVELS, ...MEMBER, dated, 'EQ*30'];
	const text = interchange({ code: '270', version: '005010X279A1' }, body);
	const [reading] = await collect(readEligibilityInquiries(text));
	if (reading?.kind !== 'document') throw new Error('not read');
	const { service_date, service_date_end, submitted_at } = reading.document;
	expect([service_date, service_date_end]).toEqual([from, through]);
	expect(reading.warnings.map(({ code, element }) => `${code} ${element}`)).toEqual(told);
	expect(submitted_at).toBeUndefined();
});

type Reader = (source: string) => AsyncIterable<DocumentReading<unknown>>;

test.each<[code: string, version: string, read: Reader]>([
	['271', '005010X279A1', readEligibilityResponses],
	['278', '005010X217', readAuthorizations],
	['277', '005010X212', readClaimStatusResponses],
])('a %s of which nothing can be taken says so', async (code, version, read) => {
	const readings = await collect(read(interchange({ code, version }, ['BHT*0022*11*R*20260302*1030'])));
	expect(readings).toMatchObject([{ kind: 'problem', problem: { code: 'LOOP_MISSING', level: 'error' } }]);
});

test('what one claim of a member says beside the fields is kept with that claim, and once', async () => {
	const claim = (number: string) => [`TRN*2*${number}`, `STC*F1:65*20260309**150*100********${number} WORDS`];
	const text = interchange({ code: '277', version: '005010X212' }, [
		'BHT*0010*08*R*20260302*1030*DG',
		...LEVELS.slice(0, 2),
		'HL*2*1*21*1',
		'NM1*41*2*CLEARINGHOUSE*****46*X',
		'HL*3*2*19*1',
		'NM1*1P*2*CLINIC*****XX*1234567893',
		'HL*4*3*22*0',
		'NM1*IL*1*SMITH*JANE****MI*M1',
		...claim('T1'),
		...claim('T2'),
	]);
	const answers = await documentsOf(readClaimStatusResponses(text));
	expect(answers.map(({ source }) => JSON.stringify(source?.extras ?? []).match(/T\d WORDS/g))).toEqual([
		['T1 WORDS'],
		['T2 WORDS'],
	]);
});
