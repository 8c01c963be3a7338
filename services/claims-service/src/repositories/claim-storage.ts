import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { type CopiedRows, copyLine } from '@claims-askes/chassis/db/copy-rows';
import { Statement } from '@claims-askes/chassis/db/statement';
import type { Cancellation } from '../domain/cancellation';
import type { Claim } from '../domain/claim';
import type { SubmittedClaim } from '../domain/submitted-claim';
import { CLAIM_COLUMNS, CONTENT_COLUMNS, HISTORY_COLUMNS, LINE_COLUMNS } from './table-columns';

/** A claim to be stored, with all that belongs to it. */
export interface ClaimToStore {
	readonly claim: Claim;
	readonly content: SubmittedClaim;
	readonly identity: string | null;
}

/** The name of the effect that cancels claims; it must touch as many rows as there are cancellations. */
export const CANCELLED = 'cancelled';

/** From here on rows are cheaper copied; for a single claim the way there and back for each table is not. */
const MANY = 20;

/** The writes that store claims, one or a thousand alike. */
export function storingClaims(
	sql: Queryable,
	stored: readonly ClaimToStore[],
): Required<Pick<Commit, 'effects' | 'rows'>> {
	const tables: readonly [Target, readonly Row[]][] = [
		[CLAIM, stored.map(claimRow)],
		[CONTENT, stored.map(contentRow)],
		[LINE, stored.flatMap(lineRows)],
		[MOVE, stored.map(firstMoveRow)],
	];
	if (stored.length >= MANY) return { effects: [], rows: tables.map(([table, rows]) => copied(table, rows)) };
	if (stored.length === 0) return { effects: [], rows: [] };
	return { effects: tables.map(([table, rows]) => insert(sql, table, rows)), rows: [] };
}

/** The writes that cancel claims. Only a claim that stands where it was seen to stand is moved. */
export function cancellingClaims(sql: Queryable, cancellations: readonly Cancellation[]): Commit['effects'] {
	if (cancellations.length === 0) return [];
	return [
		[
			CANCELLED,
			sql`update claims set status = move.status, version = claims.version + 1,
					replaced_by_id = move.replaced_by_id, updated_at = move.updated_at
				from once, json_populate_recordset(null::claims, ${JSON.stringify(cancellations.map(cancelledRow))}::text::json) as move
				where claims.id = move.id and claims.version = move.version`,
		],
		insert(sql, MOVE, cancellations.map(lastMoveRow)),
	];
}

interface Target {
	readonly table: string;
	readonly columns: readonly string[];
	/** Written once: a list of columns that the driver escapes for each claim would cost more than the claim. */
	readonly names: string;
}

const targetOf = (table: string, columns: readonly string[]): Target => ({
	table,
	columns,
	names: columns.join(', '),
});

const CLAIM = targetOf('claims', CLAIM_COLUMNS);
const CONTENT = targetOf('claim_contents', CONTENT_COLUMNS);
const LINE = targetOf('claim_lines', LINE_COLUMNS);
const MOVE = targetOf('claim_history', HISTORY_COLUMNS);

type Row = Readonly<Record<string, string | number | object | null | undefined>>;

/** A column that a row does not name is null. */
const insert = (sql: Queryable, { table, names }: Target, rows: readonly Row[]): Fragment =>
	new Statement()
		.text(
			`insert into ${table} (${names}) select ${names} from once, json_populate_recordset(null::${table}, `,
		)
		.value(JSON.stringify(rows))
		.text('::text::json)')
		.on(sql);

function copied({ table, names, columns }: Target, rows: readonly Row[]): CopiedRows {
	const lines = rows.map((row) => copyLine(columns.map((name) => row[name])));
	return { table, columns: names, lines: lines.join('') };
}

const claimRow = ({ claim, identity }: ClaimToStore) => ({
	...claim,
	identity,
	warnings: claim.warnings.length > 0 ? claim.warnings : null,
});

const contentRow = ({ claim, content }: ClaimToStore) => ({ claim_id: claim.id, content });

const lineRows = ({ claim, content }: ClaimToStore) =>
	content.lines.map((line) => ({
		claim_id: claim.id,
		number: line.number,
		service_date: line.service_date,
		service_date_end: line.service_date_end,
		procedure_code: line.procedure_code,
		revenue_code: line.revenue_code,
		units: line.units,
		charge: line.charge,
	}));

const firstMoveRow = ({ claim }: ClaimToStore) => ({
	claim_id: claim.id,
	seq: claim.version,
	at: claim.received_at,
	to_status: claim.status,
});

const cancelledRow = ({ claim, status, replaced_by_id, at }: Cancellation) => ({
	id: claim.id,
	version: claim.version,
	status,
	replaced_by_id,
	updated_at: at,
});

const lastMoveRow = ({ claim, status, reason, at }: Cancellation) => ({
	claim_id: claim.id,
	seq: claim.version + 1,
	at,
	from_status: claim.status,
	to_status: status,
	reason,
});
