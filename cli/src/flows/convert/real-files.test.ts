import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../failure';
import { snipLevels } from '../import/claim-check';
import { ImportNote } from '../import/import-note';
import { importClaims } from '../import-claims';
import { convertFile } from './convert-file';
import { openWriter } from './writers';

/** Real files that may lie beside the repository; without them these tests are skipped, visibly. */
const ROOT = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const hasData = existsSync(`${ROOT}/SOURCES.md`);

interface Stated {
	readonly file: string;
	readonly facts: string;
}

const stated: readonly Stated[] = !hasData
	? []
	: readFileSync(`${ROOT}/SOURCES.md`, 'utf8')
			.split('\n')
			.filter((line) => /^\| (?:x12|fhir|synthea|cms-idr|cms-rif)\//.test(line))
			.map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()))
			.map(([, file = '', , , facts = '']) => ({ file, facts }));

/** What a person agrees with being refused, and why. */
const REFUSED: readonly (readonly [file: RegExp, code: string])[] = [
	[/^cms-idr\/(?!SYNTHETIC_CLM\.csv$)/, 'NO_CLAIMS'],
	[/^cms-rif\/sample-a-beneficiaries/, 'NO_CLAIMS'],
	[/^synthea\/(?!claims\.csv$)/, 'NO_CLAIMS'],
	// Named like resources, these are what CMS makes resources of: columns of its tables.
	[/^fhir\/r4\/cms-bfd\//, 'RESOURCE_UNKNOWN'],
	[/^fhir\/r4\/hl7-examples\/(?!Claim-|ClaimResponse-|ExplanationOfBenefit-)/, 'NO_CLAIMS'],
	[/^fhir\/stu3-cms-dpc\/.*\.xml$/, 'XML_UNSUPPORTED'],
	[/^fhir\/stu3-cms-dpc\/.*\.json$/, 'VERSION_UNSUPPORTED'],
	[/^x12\/820\/stupidedi__003010/, 'VERSION_UNSUPPORTED'],
	[/^x12\/malformed\/badx12__bad_file/, 'FORMAT_UNKNOWN'],
	[/^x12\/malformed\/badx12__segment_terminator/, 'ISA_TRUNCATED'],
	[/^x12\/malformed\/imsweb__x12_no_isa_line/, 'ISA_MISSING'],
];

/** Claims that are rejected one by one, in a file that is otherwise read, and the reason of each. */
const REJECTED: Readonly<Record<string, readonly string[]>> = {
	'cms-idr/SYNTHETIC_CLM.csv': ['LINES_MISSING'],
	'fhir/r4/hl7-examples/ClaimResponse-R3501.json': ['UNDECIDED'],
	'x12/837i/edilens__837I.test.0001.edi': ['ELEMENT_MISSING', 'ELEMENT_MISSING'],
	'x12/malformed/badx12__unknown_segment_error.edi': ['SEGMENT_UNEXPECTED'],
	'x12/malformed/imsweb__x12_bad_segment_identifier.edi': ['LOOP_MISSING'],
	'x12/malformed/imsweb__x12_bad_valid_code.edi': ['LOOP_MISSING', 'LOOP_MISSING'],
	'x12/malformed/imsweb__x12_missing_elements.edi': ['ELEMENT_MISSING'],
};

/** Questions none of which can be read: they are no claims either. */
const UNREAD_QUESTIONS = new Set(['x12/malformed/badx12__unknown_segment_error.edi']);

/**
 * How many claims a dry run rejects at all SNIP levels, and for what. Masked files (Batch1, DeIdent), synthetic Medicare
 * tables and the examples that one peer broke on purpose do not add up; NPIs are made up where nothing says that they are
 * test data; a Bundle's items are not always all of its total. In all other files nobody finds anything wrong.
 */
const REJECTED_DRY: Readonly<Record<string, readonly [claims: number, ...codes: string[]]>> = {
	'cms-idr/SYNTHETIC_CLM.csv': [150, 'LINES_MISSING', 'LINE_CHARGES', 'PLACE_OF_SERVICE'],
	'cms-rif/sample-a-bcarrier.txt': [1, 'LINE_CHARGES', 'NPI'],
	'cms-rif/sample-a-dme.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE'],
	'cms-rif/sample-a-hha.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE'],
	'cms-rif/sample-a-hospice.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE'],
	'cms-rif/sample-a-inpatient.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE'],
	'cms-rif/sample-a-outpatient.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE', 'REVENUE_CODE'],
	'cms-rif/sample-a-pde.txt': [1, 'NDC', 'PROCEDURE_CODE'],
	'cms-rif/sample-a-snf.txt': [1, 'LINE_CHARGES', 'NPI', 'PROCEDURE_CODE', 'REVENUE_CODE'],
	'fhir/r4/synthea-bundles/Elvina_Lemke_f2a4f241-ad65-4a1b-8b54-b5717a2338b6.json': [12, 'LINE_CHARGES'],
	'fhir/r4/synthea-bundles/Laurie_McCullough_8a417ce8-b525-42ab-a2be-651291f73c8c.json': [6, 'LINE_CHARGES'],
	'fhir/r4/synthea-bundles/Liz_Conn_27c911c6-f045-4ffa-af5d-6eba57ac94b2.json': [1, 'LINE_CHARGES'],
	'fhir/r4/synthea-bundles/Malcolm_Dach_281f4a03-57e9-4b22-a322-68890ff22172.json': [3, 'LINE_CHARGES'],
	'fhir/r4/synthea-bundles/Nohemi_Mertz_0862f09f-bfe4-4150-a6cf-2404f27ce4b7.json': [8, 'LINE_CHARGES'],
	'x12/837i/edilens__837I.test.0001.edi': [2, 'ELEMENT_MISSING'],
	'x12/837i/imsweb__x223-test.edi': [1, 'LINE_CHARGES'],
	'x12/837i/lfh__837_004010X096A1_workers-compensation.edi': [1, 'REVENUE_CODE'],
	'x12/837i/x12parser__837I_4010_Batch1.edi': [54, 'DIAGNOSIS', 'LINE_CHARGES', 'NPI', 'PROCEDURE_SYSTEM'],
	'x12/837p/imsweb__x12_complex.edi': [6, 'LINE_CHARGES', 'NDC', 'PROCEDURE_CODE', 'TAXONOMY'],
	'x12/837p/imsweb__x12_many_claims.edi': [820, 'LINE_CHARGES', 'PROCEDURE_CODE'],
	'x12/837p/imsweb__x12_multiple_gs.edi': [6, 'LINE_CHARGES', 'PROCEDURE_CODE'],
	'x12/837p/imsweb__x12_multiple_st.edi': [4, 'LINE_CHARGES', 'PROCEDURE_CODE'],
	'x12/837p/imsweb__x12_no_errors.edi': [2, 'LINE_CHARGES'],
	'x12/837p/imsweb__x12_valid_different_separators.edi': [2, 'LINE_CHARGES', 'PROCEDURE_CODE'],
	'x12/837p/lfh__837_004010X098A1_dependent-commercial-insurance-02.edi': [1, 'TAXONOMY'],
	'x12/837p/lfh__837_004010X098A1_dependent-commercial-insurance-03.edi': [1, 'TAXONOMY'],
	'x12/837p/stupidedi__X222A1_HC837_COB-claim-from-billing-provider-to-payer-a.edi': [1, 'NPI'],
	'x12/837p/stupidedi__X222A1_HC837_COB-claim-from-billing-provider-to-payer-b.edi': [1, 'NPI'],
	'x12/837p/stupidedi__X222A1_HC837_COB-claim-from-payer-a-to-payer-b-in-payer-to-payer.edi': [1, 'NPI'],
	'x12/837p/x12parser__837P_4010_837_DeIdent_01.edi': [
		143,
		'DIAGNOSIS',
		'LINE_CHARGES',
		'NPI',
		'POINTER_RANGE',
		'PROCEDURE_SYSTEM',
	],
	'x12/837p/x12parser__837P_4010_837_DeIdent_04.edi': [
		53,
		'DIAGNOSIS',
		'LINE_CHARGES',
		'NPI',
		'POINTER_RANGE',
		'PROCEDURE_SYSTEM',
	],
	'x12/837p/x12parser__837P_4010_Cms1500Test.edi': [1, 'LINE_CHARGES'],
	'x12/837p/x12parser__837P_4010_Spec_4.2.2_PayerIsPCIns.edi': [1, 'TAXONOMY'],
	'x12/837p/x12parser__837P_4010_Spec_4.2.3_PayerIsPCIns.edi': [1, 'TAXONOMY'],
	'x12/837p/x12parser__ProfessionalClaim1.edi': [1, 'LINE_CHARGES', 'POINTER_RANGE', 'TAXONOMY'],
	'x12/malformed/imsweb__x12_ambiguous_loop.edi': [1, 'LINE_CHARGES', 'POINTER_RANGE', 'TAXONOMY'],
	'x12/malformed/imsweb__x12_bad_first_line.edi': [2, 'LINE_CHARGES', 'PROCEDURE_CODE'],
	'x12/malformed/imsweb__x12_bad_segment_identifier.edi': [
		2,
		'LINE_CHARGES',
		'LOOP_MISSING',
		'PROCEDURE_CODE',
	],
	'x12/malformed/imsweb__x12_bad_valid_code.edi': [2, 'LOOP_MISSING'],
	'x12/malformed/imsweb__x12_missing_elements.edi': [2, 'ELEMENT_MISSING', 'LINE_CHARGES'],
};

async function convert(file: string) {
	const reasons: string[] = [];
	const summary = await convertFile(
		`${ROOT}/${file}`,
		{ strict: false, writer: await openWriter('ndjson', {} as never) },
		{
			text: () => {},
			warning: () => {},
			rejected: (_, __, [first]) => void reasons.push(first?.code ?? ''),
		},
	);
	return { summary, reasons };
}

const number = (pattern: RegExp, facts: string) => Number(pattern.exec(facts)?.[1] ?? Number.NaN);
const cents = (amounts: Readonly<Record<string, string>>) =>
	Object.values(amounts).reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0);
const centsOf = (pattern: RegExp, facts: string) => Math.round(number(pattern, facts) * 100);

describe.skipIf(!hasData)('every real file (skipped without ../shared/data)', () => {
	test('is there', () => {
		expect(stated.length).toBeGreaterThan(250);
	});

	const refused = stated.filter(({ file }) => REFUSED.some(([pattern]) => pattern.test(file)));
	test.each(refused)('$file is refused for its reason', async ({ file }) => {
		const failure = await convert(file).catch((error: unknown) => error);
		if (!(failure instanceof Failure)) throw new Error('it was read');
		expect({ file, code: failure.code }).toEqual({
			file,
			code: REFUSED.find(([pattern]) => pattern.test(file))?.[1] ?? '',
		});
		expect(failure.facts.file).toEndWith(file);
	});

	const read = stated.filter((one) => !refused.includes(one));
	test.each(read)('$file gives what it holds', async ({ file, facts }) => {
		const { summary, reasons } = await convert(file);
		expect({ file, reasons }).toEqual({ file, reasons: [...(REJECTED[file] ?? [])] });
		expect(summary.documents + summary.rejected).toBeGreaterThan(0);
		if (/\d+ claims, /.test(facts)) {
			expect(summary.claims + summary.rejected).toBe(number(/(\d+) claims, /, facts));
			if (summary.rejected > 0) return;
			expect(summary.lines).toBe(number(/, (\d+) LX/, facts));
			expect(cents(summary.charges)).toBe(centsOf(/CLM02 sum ([\d.]+)/, facts));
		}
		if (/CLP04 sum/.test(facts)) expect(cents(summary.paid)).toBe(centsOf(/CLP04 sum ([\d.]+)/, facts));
		if (/eob_total_benefit=/.test(facts))
			expect(cents(summary.paid)).toBe(centsOf(/eob_total_benefit=([\d.]+)/, facts));
		if (/n_Claim=/.test(facts)) expect(summary.claims).toBe(number(/n_Claim=(\d+)/, facts));
		if (/claim_items=/.test(facts)) expect(summary.lines).toBe(number(/claim_items=(\d+)/, facts));
		if (/claim_item_net_sum=/.test(facts))
			expect(cents(summary.charges)).toBe(centsOf(/claim_item_net_sum=([\d.]+)/, facts));
		if (/^cms-rif\/.*sum_CLM_TOT_CHRG_AMT|^cms-rif\/.*sum_NCH_CARR_CLM_SBMTD/.test(`${file} ${facts}`))
			expect(cents(summary.charges)).toBe(
				centsOf(/sum_(?:CLM_TOT_CHRG_AMT|NCH_CARR_CLM_SBMTD_CHRG_AMT)=([\d.]+)/, facts),
			);
		if (/rows=/.test(facts)) expect(summary.claims + summary.rejected).toBe(number(/rows=(\d+)/, facts));
	});

	test.each(read)(
		'$file comes to the same where it is imported dry, or holds no claims',
		async ({ file }) => {
			const { summary } = await convert(file);
			const found = new Set<string>();
			const { claims, lines, charges, unreadable } = await importClaims(
				null,
				[`${ROOT}/${file}`],
				{
					progress: () => {},
					warning: () => {},
					waiting: () => {},
					reject: async ({ reasons }) => {
						for (const { code } of reasons) found.add(code);
					},
				},
				{ dryRun: true, patienceMs: 0, snip: snipLevels('1..5,7'), note: ImportNote.none() },
			);
			if (/hl7-examples\/(?:ClaimResponse|ExplanationOfBenefit)-/.test(file)) {
				expect({ file, codes: unreadable.map(({ code }) => code) }).toEqual({
					file,
					codes: ['ANSWERS_ONLY'],
				});
				return;
			}
			if (summary.documents > summary.claims || UNREAD_QUESTIONS.has(file)) {
				expect({ file, codes: unreadable.map(({ code }) => code) }).toEqual({ file, codes: ['NO_CLAIMS'] });
				return;
			}
			expect({ file, unreadable, read: claims.read }).toEqual({
				file,
				unreadable: [],
				read: summary.claims + summary.rejected,
			});
			if (summary.rejected === 0)
				expect({ file, lines, charges }).toEqual({ file, lines: summary.lines, charges: summary.charges });
			const [rejected, ...codes] = REJECTED_DRY[file] ?? [0];
			expect({ file, rejected: claims.rejected, codes: [...found].sort() }).toEqual({
				file,
				rejected,
				codes,
			});
			expect(claims.accepted + claims.rejected).toBe(claims.read);
		},
	);

	test('Synthea’s charges are those of its transactions, and the IDR’s those of its table', async () => {
		const transactions = stated.find(({ file }) => file === 'synthea/claims_transactions.csv')?.facts ?? '';
		const synthea = await convert('synthea/claims.csv');
		expect(cents(synthea.summary.charges)).toBe(centsOf(/sum_UNITAMOUNT=([\d.]+)/, transactions));
		// The one claim without a line is rejected with its 235,338.02.
		const idr = await convert('cms-idr/SYNTHETIC_CLM.csv');
		expect({ lines: idr.summary.lines, charges: idr.summary.charges }).toEqual({
			lines: 1039,
			charges: { USD: '76907422.02' },
		});
		expect(7690742202 + 23533802).toBe(7714276004);
	});
});
