import { z } from 'zod';
import {
	ClaimType,
	ClaimUse,
	Currency,
	type DiagnosisRole,
	DiagnosisSystem,
	ProcedureSystem,
} from '../claim';

const column = z.string().min(1).max(200);
const columns = z.union([column, z.array(column).min(1).max(60)]);

/**
 * Which column of a CSV file says what: `{ "claim_id": "Claim No", "lines.charge": "Amount" }`. Fields are named as in the
 * canonical claim; those under `lines.` are read from every row, all others from the first row of a claim. A list field
 * names one column, whose values are separated by blanks, `|` or `;`, or one column for each value. The first diagnosis is
 * the principal one, unless `diagnosis_role` says of each what it is;
 * `diagnosis_present_on_admission` says of each whether it was there then (`Y`, `N`, `U`, `W`, `1`, or `none`: not said).
 */
export const CsvMapping = z
	.strictObject({
		columns: z
			.record(
				z.string().regex(/^[a-z][a-z_]*(?:\.[a-z][a-z_]*){0,2}$/, 'a field such as "patient.last_name"'),
				columns,
			)
			.refine((named) => 'claim_id' in named && 'lines.charge' in named && 'lines.service_date' in named, {
				message: 'claim_id, lines.charge and lines.service_date are needed',
			}),
		/** What holds where no column says otherwise. */
		type: ClaimType.default('professional'),
		use: ClaimUse.default('claim'),
		currency: Currency.optional(),
		diagnosis_system: DiagnosisSystem.default('icd-10-cm'),
		code_system: ProcedureSystem.default('hcpcs'),
		delimiter: z.enum([',', ';', '\t', '|']).optional(),
	})
	.meta({ id: 'CsvMapping' });

export type CsvMapping = z.infer<typeof CsvMapping>;

/** What a diagnosis is where a list says no more than its place. */
export const roleAt = (at: number): DiagnosisRole => (at === 0 ? 'principal' : 'other');
