import { describe, expect, test } from 'bun:test';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Failure } from '../../failure';
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
	[/^fhir\/r4\/cms-bfd\//, 'NO_CLAIMS'],
	[/^fhir\/r4\/hl7-examples\/(?!Claim-)/, 'NO_CLAIMS'],
	[/^fhir\/stu3-cms-dpc\/.*\.xml$/, 'XML_UNSUPPORTED'],
	[/^fhir\/stu3-cms-dpc\/.*\.json$/, 'VERSION_UNSUPPORTED'],
	[/^x12\/820\/stupidedi__003010/, 'VERSION_UNSUPPORTED'],
	[/^x12\/malformed\/badx12__bad_file/, 'FORMAT_UNKNOWN'],
	[/^x12\/malformed\/badx12__segment_terminator/, 'ISA_TRUNCATED'],
	[/^x12\/malformed\/badx12__unknown_segment_error/, 'SEGMENT_UNEXPECTED'],
	[/^x12\/malformed\/imsweb__x12_no_isa_line/, 'ISA_MISSING'],
];

/** Claims that are rejected one by one, in a file that is otherwise read, and the reason of each. */
const REJECTED: Readonly<Record<string, readonly string[]>> = {
	'cms-idr/SYNTHETIC_CLM.csv': ['LINES_MISSING'],
	'x12/837i/edilens__837I.test.0001.edi': ['ELEMENT_MISSING', 'ELEMENT_MISSING'],
	'x12/malformed/imsweb__x12_bad_segment_identifier.edi': ['LOOP_MISSING'],
	'x12/malformed/imsweb__x12_bad_valid_code.edi': ['LOOP_MISSING', 'LOOP_MISSING'],
	'x12/malformed/imsweb__x12_missing_elements.edi': ['ELEMENT_MISSING'],
};

async function convert(file: string) {
	const reasons: string[] = [];
	const summary = await convertFile(
		`${ROOT}/${file}`,
		{ strict: false, writer: openWriter('ndjson', {} as never) },
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
