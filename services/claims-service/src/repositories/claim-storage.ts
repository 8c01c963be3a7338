import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import { Statement } from '@claims-askes/chassis/db/statement';
import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Cancellation } from '../domain/cancellation';
import type { Claim } from '../domain/claim';
import type { SubmittedClaim } from '../domain/submitted-claim';
import { claimHistory, claimLines, claims } from './tables';

/** A claim to be stored, with all that belongs to it. */
export interface ClaimToStore {
	readonly claim: Claim;
	readonly content: SubmittedClaim;
	readonly identity: string | null;
}

/** The name of the effect that cancels claims; it must touch as many rows as there are cancellations. */
export const CANCELLED = 'cancelled';

/** The writes that store claims, one or a thousand alike. */
export function storingClaims(sql: Queryable, stored: readonly ClaimToStore[]): Commit['effects'] {
	if (stored.length === 0) return [];
	return [
		insert(sql, CLAIM, stored.map(claimRow)),
		insertContents(sql, stored),
		insert(sql, LINE, stored.flatMap(lineRows)),
		insert(sql, MOVE, stored.map(firstMoveRow)),
	];
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

interface Column {
	readonly name: string;
	readonly type: string;
}

interface Target {
	readonly table: string;
	readonly columns: readonly Column[];
	/** Written once: a list of columns that the driver escapes for each claim would cost more than the claim. */
	readonly names: string;
}

function targetOf(table: PgTable): Target {
	const columns = Object.entries(getTableColumns(table)).map(([name, column]) => ({
		name,
		type: column.getSQLType(),
	}));
	const names = columns.map(({ name }) => name).join(', ');
	return { table: getTableName(table), columns, names };
}

const CLAIM = targetOf(claims);
const LINE = targetOf(claimLines);
const MOVE = targetOf(claimHistory);

type Row = Readonly<Record<string, string | number | readonly object[] | null | undefined>>;

/** From here on arrays are cheaper than JSON; for a single claim the driver's work on two dozen parameters is not. */
const MANY = 20;

/** A column that a row does not name is null. */
function insert(sql: Queryable, target: Target, rows: readonly Row[]): Fragment {
	return rows.length < MANY ? fromJson(sql, target, rows) : fromArrays(sql, target, rows);
}

const fromJson = (sql: Queryable, { table, names }: Target, rows: readonly Row[]): Fragment =>
	new Statement()
		.text(
			`insert into ${table} (${names}) select ${names} from once, json_populate_recordset(null::${table}, `,
		)
		.value(JSON.stringify(rows))
		.text('::text::json)')
		.on(sql);

function fromArrays(sql: Queryable, { table, names, columns }: Target, rows: readonly Row[]): Fragment {
	const statement = new Statement().text(
		`insert into ${table} (${names}) select ${names} from once, unnest(`,
	);
	columns.forEach(({ name, type }, at) => {
		statement
			.text(at > 0 ? ', ' : '')
			.value(arrayLiteral(rows.map((row) => cellOf(row[name]))))
			.text(`::text::${type}[]`);
	});
	return statement.text(`) as given (${names})`).on(sql);
}

const cellOf = (value: Row[string]) =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

/** JSON as it is written here has no line ends, so they can stand between one claim and the next. */
const insertContents = (sql: Queryable, stored: readonly ClaimToStore[]): Fragment =>
	sql`insert into claim_contents (claim_id, content) select claim_id, content::json from once,
		unnest(${arrayLiteral(stored.map(({ claim }) => claim.id))}::text::uuid[],
			string_to_array(${stored.map(({ content }) => JSON.stringify(content)).join('\n')}, E'\\n')
		) as given (claim_id, content)`;

const claimRow = ({ claim, identity }: ClaimToStore) => ({
	...claim,
	identity,
	warnings: claim.warnings.length > 0 ? claim.warnings : null,
});

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
