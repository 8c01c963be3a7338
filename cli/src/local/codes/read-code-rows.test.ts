import { expect, test } from 'bun:test';
import type { CodeKind } from './code-kinds';
import { CodeFileReader } from './read-code-rows';

/** What is read of the last of some rows: its values that are set, its problem, or that it is passed over. */
function last(kind: CodeKind, ...rows: string[]): unknown {
	const reader = new CodeFileReader(kind);
	const readings = rows.map((row) => reader.read(row.split('|')));
	const reading = readings.at(-1);
	if (reading?.kind === 'problem') return `${reading.problem.code} ${reading.problem.column}`;
	if (reading?.kind !== 'row') return reading?.kind;
	return Object.fromEntries(Object.entries(reading.row).filter(([, value]) => value !== null));
}

const CMS = [
	'Column 1/Column 2 Edits||||||',
	'|||CPT only copyright 2025 American Medical Association.|||',
	'Column 1|Column 2|*=in existence|Effective|Deletion|Modifier|PTP Edit Rationale',
	'||prior to 1996|Date|Date *=no data|0=not allowed|',
];
const MUE = 'code|value|mai|effective_from|effective_to';

test.each<[string, CodeKind, string[], unknown]>([
	[
		'the layout of CMS, below its titles',
		'ptp',
		[...CMS, '0001A|0591T||20220101|*|1|Misuse of Column Two code'],
		{ code1: '0001A', code2: '0591T', from: '2022-01-01', indicator: 1 },
	],
	[
		'an edit that was deleted',
		'ptp',
		['99213|36415|*|19960101|20251231|0|'],
		{ code1: '99213', code2: '36415', from: '1996-01-01', to: '2025-12-31', indicator: 0 },
	],
	['one deleted on its first day never held', 'ptp', ['99213|36415||20250101|20250101|9|'], 'passed'],
	[
		'named columns, in any order',
		'ptp',
		['modifier_indicator|column2|column1|effective_date', '9|B1|A1|2026-01-01'],
		{ code1: 'A1', code2: 'B1', from: '2026-01-01', indicator: 9 },
	],
	['an empty line', 'ptp', ['99213|36415||20250101||0|', ''], 'passed'],
	[
		'a title is passed over at the top alone',
		'ptp',
		['99213|36415||20250101||0|', 'Column 1|x'],
		'CODE_INVALID column1',
	],
	['a missing code', 'ptp', ['99213|||20250101||0|'], 'CODE_MISSING column2'],
	['a code that is none', 'ptp', ["99213|'; drop||20250101||0|"], 'CODE_INVALID column2'],
	['a day that is none', 'ptp', ['99213|36415||20250230||0|'], 'DATE_INVALID effective_date'],
	[
		'an end before the beginning',
		'ptp',
		['99213|36415||20250101|20241231|0|'],
		'DATES_INVERTED deletion_date',
	],
	['an indicator that is none', 'ptp', ['99213|36415||20250101||2|'], 'INDICATOR_UNKNOWN modifier_indicator'],
	['a row cut short', 'ptp', ['99213|36415'], 'INDICATOR_UNKNOWN modifier_indicator'],
	[
		'units with the words of CMS',
		'mue',
		[
			'HCPCS/CPT Code|Practitioner Services MUE Values|MUE Adjudication Indicator|MUE Rationale',
			'J1885|8|3 Date of Service Edit: Clinical|x',
		],
		{ code1: 'J1885', max_units: 8, mai: 3 },
	],
	[
		'units of a number',
		'mue',
		[MUE, 'a4217|0|1|01/31/2026|'],
		{ code1: 'A4217', max_units: 0, mai: 1, from: '2026-01-31' },
	],
	['an adjudication indicator that is none', 'mue', [MUE, 'J1885|8|4|'], 'MAI_UNKNOWN mai'],
	['one with digits behind it', 'mue', [MUE, 'J1885|8|12|'], 'MAI_UNKNOWN mai'],
	['units that are no number', 'mue', [MUE, 'J1885|1e3|1|'], 'NUMBER_INVALID value'],
	['more units than a line can have', 'mue', [MUE, 'J1885|1000001|1|'], 'NUMBER_INVALID value'],
	['a diagnosis without its dot', 'icd10', ['A00', 'A00.1'], { code1: 'A001' }],
	['a block of diagnoses', 'icd10', ['A00-A09'], 'passed'],
	['a chapter', 'icd10', ['A00', 'XXII'], 'passed'],
	[
		'a heading that cannot be billed',
		'icd10',
		['code|billable|short_description', 'A00|0|Cholera'],
		'passed',
	],
	[
		'one that can',
		'icd10',
		['code|billable|short_description', 'A000|1|Cholera, x'],
		{ code1: 'A000', display: 'Cholera, x' },
	],
	['billable or not', 'icd10', ['code|billable', 'A000|maybe'], 'FLAG_INVALID billable'],
	['no diagnosis', 'icd10', ['code|billable', '99213|1'], 'CODE_INVALID code'],
	[
		'a beginning of diagnoses',
		'necessity',
		['code|diagnosis|effective_from', '71046|J|2020-01-01'],
		{ code1: '71046', code2: 'J', from: '2020-01-01' },
	],
	['an add-on with its base', 'add-on', ['code|base', '99417|99215'], { code1: '99215', code2: '99417' }],
	[
		'ages and sex',
		'bounds',
		['code|age_min|age_max|sex', '59400|12|55|f'],
		{ code1: '59400', age_min: 12, age_max: 55, sex: 'F' },
	],
	['ages the wrong way round', 'bounds', ['code|age_min|age_max', '59400|55|12'], 'AGES_INVERTED age_max'],
	['a sex that is none', 'bounds', ['code|sex', '59400|X'], 'SEX_UNKNOWN sex'],
	['an age that is none', 'bounds', ['code|age_min', '59400|-1'], 'NUMBER_INVALID age_min'],
	['a header without what is needed', 'necessity', ['code|effective_from'], 'COLUMN_MISSING diagnosis'],
])('%s', (_, kind, rows, expected) => {
	expect(last(kind, ...rows)).toEqual(expected);
});
