import type { ClaimContentRow, ClaimHistoryRow, ClaimLineRow, ClaimRow } from './tables';

/**
 * The columns of the tables whose rows are written or read whole. They are told here and not asked of the declared tables,
 * because drizzle loaded for its names alone would be a tenth of what an idle service holds.
 */
export const CLAIM_COLUMNS = columnsOf<ClaimRow>({
	id: true,
	claim_number: true,
	status: true,
	version: true,
	family_key: true,
	submitter_claim_id: true,
	type: true,
	use: true,
	frequency_code: true,
	currency: true,
	total_charge: true,
	billing_npi: true,
	service_from: true,
	service_to: true,
	received_at: true,
	received_on: true,
	batch_id: true,
	identity: true,
	replaces_id: true,
	replaced_by_id: true,
	decision_id: true,
	member_id: true,
	provider_id: true,
	paid: true,
	warnings: true,
	updated_at: true,
});

export const CONTENT_COLUMNS = columnsOf<ClaimContentRow>({ claim_id: true, content: true });

export const LINE_COLUMNS = columnsOf<ClaimLineRow>({
	claim_id: true,
	number: true,
	service_date: true,
	service_date_end: true,
	procedure_code: true,
	revenue_code: true,
	units: true,
	charge: true,
});

export const HISTORY_COLUMNS = columnsOf<ClaimHistoryRow>({
	claim_id: true,
	seq: true,
	at: true,
	from_status: true,
	to_status: true,
	reason: true,
	event_id: true,
});

/** Does not compile where a column is missing, or is none. */
function columnsOf<Row>(columns: Readonly<Record<keyof Row, true>>): readonly string[] {
	return Object.keys(columns);
}
