import { describe, expect, test } from 'bun:test';
import type { z } from 'zod';
import {
	Authorization,
	type ClaimSource,
	ClaimStatusInquiry,
	ClaimStatusResponse,
	EligibilityInquiry,
	EligibilityResponse,
} from '../../claim';
import type { ByteSource } from '../byte-stream';
import type { DocumentReading } from '../read/document-reader';
import { collect, inPieces } from '../test-support/sample-837';
import {
	anAnswer,
	anInquiry,
	aRequest,
	aStatusAnswer,
	aStatusInquiry,
	child,
	parties,
} from '../test-support/sample-documents';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import type { InterchangeOptions } from '../write/x12-writer';
import { readAuthorizationRequests, readAuthorizations } from './authorization';
import { readClaimStatusInquiries, readClaimStatusResponses } from './claim-status';
import { readEligibilityInquiries, readEligibilityResponses } from './eligibility';
import { writeAuthorizations } from './write-authorization';
import { writeClaimStatusInquiries, writeClaimStatusResponses } from './write-claim-status';
import { writeEligibilityInquiries, writeEligibilityResponses } from './write-eligibility';

const options: InterchangeOptions = {
	sender: { id: 'CLINIC' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-03-02T10:30',
};

const documents = <T>(readings: readonly DocumentReading<T>[]): T[] =>
	readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []));

interface Kind<T> {
	readonly folder: string;
	readonly transaction: RegExp;
	readonly schema: z.ZodType<T>;
	readonly read: (source: ByteSource) => AsyncIterable<DocumentReading<T>>;
	readonly write: (documents: Iterable<T>, options: InterchangeOptions) => string;
	readonly examples: readonly T[];
}

const kind = <T extends { source?: ClaimSource | undefined }>(parts: Kind<T>) =>
	parts as unknown as Kind<{ source?: ClaimSource | undefined }>;

const KINDS: readonly Kind<{ source?: ClaimSource | undefined }>[] = [
	kind({
		folder: 'x12/270-271',
		transaction: /ST.270/,
		schema: EligibilityInquiry,
		read: readEligibilityInquiries,
		write: writeEligibilityInquiries,
		examples: [anInquiry(), { ...anInquiry(), patient: child, relationship: 'child' }],
	}),
	kind({
		folder: 'x12/270-271',
		transaction: /ST.271/,
		schema: EligibilityResponse,
		read: readEligibilityResponses,
		write: writeEligibilityResponses,
		examples: [
			anAnswer(),
			{ ...anAnswer(), patient: child, relationship: 'child' },
			{
				...anAnswer(),
				dates: [],
				benefits: [],
				refusals: [{ about: 'subscriber', reason: '75', follow_up: 'C' }],
			},
		],
	}),
	kind({
		folder: 'x12/276-277',
		transaction: /ST.276/,
		schema: ClaimStatusInquiry,
		read: readClaimStatusInquiries,
		write: writeClaimStatusInquiries,
		examples: [aStatusInquiry()],
	}),
	kind({
		folder: 'x12/276-277',
		transaction: /ST.277/,
		schema: ClaimStatusResponse,
		read: readClaimStatusResponses,
		write: writeClaimStatusResponses,
		examples: [aStatusAnswer(), { ...aStatusAnswer(), patient: child }],
	}),
	kind({
		folder: 'x12/278',
		transaction: /ST.278/,
		schema: Authorization,
		read: readAuthorizations,
		write: writeAuthorizations,
		examples: [
			aRequest(),
			{ ...aRequest(), kind: 'response', decision: { action: 'A1', number: 'AUTH1' } },
			{ ...aRequest(), patient: child, relationship: 'child' },
		],
	}),
];

/** What a document says, with what was kept, whatever the file and the place it stood at. */
/** Empty elements at the end of a segment say nothing. */
const endless = (line: string) => line.replace(/(?:,"")+\]$/, ']');

function meaningOf({ source, ...said }: { source?: ClaimSource | undefined }) {
	const kept = source?.extras?.map(
		({ path, value }) =>
			`${path.replaceAll(/(2000[A-E]|2200[A-E])\[\d+\]/g, '$1')} ${endless(JSON.stringify(value))}`,
	);
	return JSON.parse(JSON.stringify({ ...said, kept: kept ?? [] }));
}

describe.each(KINDS)('transaction $transaction', ({ schema, read, write, examples, folder, transaction }) => {
	test('what is written and read again says the same', async () => {
		const text = write(examples, options);
		const readings = await collect(read(text));
		expect(readings.filter(({ kind: found }) => found !== 'document')).toEqual([]);
		expect(documents(readings).map(meaningOf)).toEqual(examples.map(meaningOf));
		for (const document of documents(readings)) schema.parse(document);
	});

	const files = sharedFiles(folder).filter(({ bytes }) =>
		transaction.test(new TextDecoder('latin1').decode(bytes())),
	);

	test.skipIf(!hasSharedData)('real files are there (skipped without ../shared/data)', () => {
		expect(files.length).toBeGreaterThan(0);
	});

	test.each(files)('$name is read, and says the same when written and read again', async ({ bytes }) => {
		const first = documents(await collect(read(bytes())));
		expect(first.length).toBeGreaterThan(0);
		for (const document of first) schema.parse(document);
		const again = documents(
			await collect(read(write(first, { ...options, delimiters: { component: '>' } }))),
		);
		expect(again.map(meaningOf)).toEqual(first.map(meaningOf));
		expect(documents(await collect(read(inPieces(bytes(), 7))))).toEqual(first);
	});
});

test('a level that names another parent than the one it stands under is warned of', async () => {
	const text = writeEligibilityInquiries([anInquiry()], options).replace('HL*3*2*22', 'HL*3*9*22');
	const [reading] = await collect(readEligibilityInquiries(text));
	expect(reading).toMatchObject({
		kind: 'document',
		warnings: [{ code: 'HIERARCHY', segment_id: 'HL', element: 2 }],
	});
});

test('a level that the guide does not have there is refused by name: what follows it would be told of somebody else', async () => {
	const text = writeEligibilityInquiries([anInquiry()], options).replace('HL*3*2*22', 'HL*3*2*24');
	const [reading] = await collect(readEligibilityInquiries(text));
	expect(reading).toMatchObject({
		kind: 'rejected',
		problems: [{ code: 'SEGMENT_UNEXPECTED', segment_id: 'HL', loop: '2100B' }, { code: 'LOOP_MISSING' }],
	});
});

test('a statement about a submission that comes to no claim is an answer all the same', async () => {
	const text = writeClaimStatusResponses([aStatusAnswer()], options).replace(
		/HL\*3\*2\*19.*?(?=SE\*)/s,
		'TRN*2*0~STC*E0:24:41*20260309~',
	);
	const [reading] = await collect(readClaimStatusResponses(text));
	expect(reading).toMatchObject({
		kind: 'document',
		document: { statuses: [{ category: 'E0', status: '24', entity: '41' }], lines: [] },
	});
});

test('a benefit that does not say of what it speaks is kept and not made up', async () => {
	const text = writeEligibilityResponses([anAnswer()], options).replace('EB*B*', 'EB**');
	const [reading] = await collect(readEligibilityResponses(text));
	expect(reading).toMatchObject({
		kind: 'document',
		document: { benefits: [{ information: '1' }, { information: 'A' }] },
		warnings: [{ code: 'ELEMENT_MISSING', segment_id: 'EB', element: 1 }],
	});
});

test('an amount of an answer that is not in dollars says so in words, and is read in the currency it is known to be in', async () => {
	const [benefit] = anAnswer().benefits.filter(({ amount }) => amount);
	const answer = {
		...anAnswer(),
		benefits: [{ ...benefit, information: 'B', service_types: [], amount: '30', currency: 'IDR' }],
	};
	const text = writeEligibilityResponses([answer], options);
	expect(text).toContain('MSG*amount in IDR~');
	for await (const reading of readEligibilityResponses(text, { currency: 'IDR' })) {
		if (reading.kind !== 'document') continue;
		expect(reading.document.benefits[0]).toMatchObject({ amount: '30.00', currency: 'IDR' });
		// What says it already is not said twice.
		expect(writeEligibilityResponses([reading.document], options).split('amount in IDR')).toHaveLength(2);
	}
});

test('a request with more diagnoses or services than it may have is refused by name, not cut', async () => {
	const diagnoses = Array.from({ length: 13 }, (_, at) => ({ code: `E11${at}`, qualifier: 'ABF' }));
	const services = Array.from({ length: 100 }, () => aRequest().services).flat();
	for (const [many, place] of [
		[{ diagnoses }, 'HI'],
		[{ services }, 'HL'],
	] as const) {
		const text = writeAuthorizations([{ ...aRequest(), ...many }], options);
		const [reading] = await collect(readAuthorizations(text));
		expect(reading).toMatchObject({
			kind: 'rejected',
			problems: [{ code: 'SEGMENT_REPEATED', segment_id: place }],
		});
	}
	const full = { ...aRequest(), diagnoses: diagnoses.slice(1), services: services.slice(1) };
	const [reading] = await collect(readAuthorizations(writeAuthorizations([full], options)));
	expect(reading).toMatchObject({ kind: 'document', document: { diagnoses: full.diagnoses } });
});

test('a service type or a reason of refusal that no list has is kept, and told', async () => {
	const refused = { ...anAnswer(), benefits: [], refusals: [{ about: 'subscriber', reason: '75' }] } as const;
	const unknown = writeEligibilityResponses([refused as never], options).replace('AAA*N**75', 'AAA*N**ZQ');
	const [answer] = await collect(readEligibilityResponses(unknown));
	expect(answer).toMatchObject({
		document: { refusals: [{ reason: 'ZQ' }] },
		warnings: [{ code: 'CODE_INVALID', segment_id: 'AAA', element: 3 }],
	});
	const asked = writeEligibilityInquiries([{ ...anInquiry(), service_types: ['30', '31'] }], options);
	const [question] = await collect(readEligibilityInquiries(asked));
	expect(question).toMatchObject({
		document: { service_types: ['30', '31'] },
		warnings: [{ code: 'CODE_INVALID', segment_id: 'EQ', element: 1 }],
	});
});

test('a dependant’s level of a 276 and 277 says nothing of levels below, for which the guide has no element', () => {
	const about = { ...parties, group_number: undefined, patient: child, claim_id: 'A1', lines: [] };
	expect(writeClaimStatusInquiries([about], options)).toContain('~HL*4*3*22*1~');
	expect(writeClaimStatusInquiries([about], options)).toContain('~HL*5*4*23~');
	expect(writeClaimStatusResponses([{ ...about, statuses: [] }], options)).toContain('~HL*5*4*23~');
});

test('a 278 names providers by the codes that it has, and an answer does not tell who asked how to reach them', () => {
	const provider = {
		tax_id: '123456789',
		name: 'CLINIC',
		address: { lines: ['1 MAIN ST'], city: 'SPRINGFIELD', state: 'IL', postal_code: '62701' },
		contacts: [{ phone: '5551234567' }],
	};
	const asked = {
		...aRequest(),
		provider,
		providers: [{ role: 'SJ', name: 'HOSPITAL', tax_id: '223456789' }],
	};
	const request = writeAuthorizations([asked], options);
	expect(request).toContain('~NM1*1P*2*CLINIC*****24*123456789~N3*1 MAIN ST~');
	expect(request).toContain('~NM1*SJ*2*HOSPITAL*****24*223456789~');
	const answer = writeAuthorizations([{ ...asked, kind: 'response' }], options);
	expect(answer).toContain('~NM1*1P*2*CLINIC*****24*123456789~HL*3');
});

test('where a service is given stays in whose words it was told: a hospital’s bill type is no place of service', async () => {
	const { place: _, ...told } = aRequest();
	const [service] = told.services;
	const request = {
		...told,
		facility_type: '11',
		services: service ? [{ ...service, place: '11' }] : [],
	};
	const text = writeAuthorizations([request], options);
	expect(text).toContain('~UM*AR*I*2*11:A~');
	expect(text).toContain('~UM*HS*I**11:B~');
	expect(documents(await collect(readAuthorizations(text))).map(meaningOf)).toEqual([meaningOf(request)]);
});

test.each(['005010X215', '005010X216'])(
	'a 278 of the guide %s asks for no review, and is refused by its version',
	async (version) => {
		const text = writeAuthorizations([aRequest()], options).replaceAll('005010X217', version);
		const [reading] = await collect(readAuthorizations(text));
		expect(reading).toMatchObject({
			kind: 'problem',
			problem: { code: 'VERSION_UNSUPPORTED', level: 'error', segment_id: 'ST' },
		});
	},
);

describe('whoever answers requests for review', () => {
	const refused = async (text: string) =>
		(await collect(readAuthorizationRequests(text))).flatMap((reading) =>
			reading.kind === 'document'
				? ['answered']
				: reading.kind === 'rejected'
					? reading.problems.map(({ code, segment_id, loop }) => `${code} ${segment_id} ${loop}`)
					: [],
		);

	test('takes a request', async () => {
		expect(await refused(writeAuthorizations([aRequest()], options))).toEqual(['answered']);
	});

	test('refuses an answer, which is no question', async () => {
		const answer = writeAuthorizations([{ ...aRequest(), kind: 'response' }], options);
		expect(await refused(answer)).toEqual(['CODE_INVALID BHT ST']);
	});

	test('refuses a request about nobody by the level that would name them', async () => {
		const text = writeAuthorizations([aRequest()], options).replace(/~HL\*3\*.*~SE\*\d+/, '~SE*6');
		expect(await refused(text)).toEqual(['LOOP_MISSING HL 2000C']);
	});
});
