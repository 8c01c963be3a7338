/** The kinds of code sets that can be loaded, and the columns in which each is written. */
export type CodeKind =
	| 'ptp'
	| 'included'
	| 'exclusive'
	| 'add-on'
	| 'necessity'
	| 'mue'
	| 'bounds'
	| 'icd10'
	| 'procedures'
	| 'experimental';

export type Field =
	| 'code1'
	| 'code2'
	| 'from'
	| 'to'
	| 'indicator'
	| 'max_units'
	| 'mai'
	| 'age_min'
	| 'age_max'
	| 'sex'
	| 'display'
	| 'billable'
	/** Read past: that a pair existed before 1996 says nothing about a claim of today. */
	| 'ignored';

export interface Column {
	readonly field: Field;
	/** As the header may call it, the documented name first; upper and lower case are one. */
	readonly names: readonly string[];
	readonly isRequired?: boolean;
}

export interface KindShape {
	readonly kind: CodeKind;
	readonly summary: string;
	readonly table: 'code_pairs' | 'code_entries';
	/** In the order in which they stand where a file has no header that names them. */
	readonly columns: readonly Column[];
	/** Rows say different things, so that two of one code and day would contradict each other. */
	readonly isExclusive?: boolean;
	/** CMS publishes it under titles that name no column: it is read by position. */
	readonly isPositional?: boolean;
}

const required = (field: Field, ...names: string[]): Column => ({ field, names, isRequired: true });
const optional = (field: Field, ...names: string[]): Column => ({ field, names });
const SPAN = [
	optional('from', 'effective_from', 'effective date', 'effective', 'valid_from'),
	optional('to', 'effective_to', 'deletion date', 'deletion', 'valid_to'),
];

const SHAPES: readonly KindShape[] = [
	{
		kind: 'ptp',
		summary: 'NCCI procedure-to-procedure edits: of a pair on one day column 2 is denied (rule 14)',
		table: 'code_pairs',
		isExclusive: true,
		isPositional: true,
		columns: [
			required('code1', 'column1', 'column 1'),
			required('code2', 'column2', 'column 2'),
			optional('ignored', 'prior_to_1996', '*=in existence prior to 1996'),
			required('from', 'effective_date', 'effective date', 'effective'),
			optional('to', 'deletion_date', 'deletion date', 'deletion date *=no data'),
			required(
				'indicator',
				'modifier_indicator',
				'modifier',
				'modifier 0=not allowed 1=allowed 9=not applicable',
			),
			optional('ignored', 'rationale', 'ptp edit rationale'),
		],
	},
	{
		kind: 'mue',
		summary: 'medically unlikely edits: the most units of a code, per line or per day (rule 15)',
		table: 'code_entries',
		isExclusive: true,
		isPositional: true,
		columns: [
			required('code1', 'code', 'hcpcs/cpt code', 'hcpcs', 'cpt'),
			required('max_units', 'value', 'mue', 'mue values', 'practitioner services mue values'),
			required('mai', 'mai', 'mue adjudication indicator'),
			...SPAN,
			optional('ignored', 'rationale', 'mue rationale'),
		],
	},
	{
		kind: 'add-on',
		summary: 'add-on services that are paid only beside a base service (rule 16)',
		table: 'code_pairs',
		columns: [
			required('code2', 'code', 'add_on', 'add-on code'),
			required('code1', 'base', 'primary code'),
			...SPAN,
		],
	},
	{
		kind: 'included',
		summary: 'services that are included in another (rule 16)',
		table: 'code_pairs',
		columns: [required('code2', 'code'), required('code1', 'in', 'included_in'), ...SPAN],
	},
	{
		kind: 'exclusive',
		summary: 'services of which one day has only one (rule 16)',
		table: 'code_pairs',
		columns: [required('code1', 'code'), required('code2', 'excludes'), ...SPAN],
	},
	{
		kind: 'necessity',
		summary: 'the diagnoses, whole or their beginnings, for which a procedure is necessary (rule 25)',
		table: 'code_pairs',
		columns: [required('code1', 'code', 'procedure'), required('code2', 'diagnosis', 'icd10'), ...SPAN],
	},
	{
		kind: 'bounds',
		summary: 'the ages and the sex that a code fits (rule 13)',
		table: 'code_entries',
		isExclusive: true,
		columns: [
			required('code1', 'code'),
			optional('age_min', 'age_min'),
			optional('age_max', 'age_max'),
			optional('sex', 'sex'),
			...SPAN,
		],
	},
	{
		kind: 'icd10',
		summary: 'the valid diagnoses; a row that is not billable, a chapter or a block is passed over (rule 12)',
		table: 'code_entries',
		isPositional: true,
		columns: [
			required('code1', 'code'),
			optional('billable', 'billable'),
			optional('display', 'display', 'short_description', 'description'),
			...SPAN,
		],
	},
	{
		kind: 'procedures',
		summary: 'the valid procedure codes (rule 12)',
		table: 'code_entries',
		columns: [
			required('code1', 'code', 'hcpcs', 'revenue_center_code'),
			optional('display', 'display', 'short_description', 'description'),
			...SPAN,
		],
	},
	{
		kind: 'experimental',
		summary: 'procedures that are experimental (rule 25)',
		table: 'code_entries',
		columns: [required('code1', 'code'), ...SPAN],
	},
];

/** The kinds that are a list of the codes of a system, by which intake asks whether there is such a code. */
export const isListOfCodes = (kind: CodeKind): boolean => kind === 'icd10' || kind === 'procedures';

export const CODE_KINDS: readonly CodeKind[] = SHAPES.map(({ kind }) => kind);

export function shapeOf(kind: CodeKind): KindShape {
	const shape = SHAPES.find((candidate) => candidate.kind === kind);
	if (!shape) throw new Error(`no such kind: ${kind}`);
	return shape;
}
