import type { Commit } from '@claims-askes/chassis/db/commit';
import type { Queryable } from '@claims-askes/chassis/db/connect';
import { getTableColumns } from 'drizzle-orm';
import type { Cancellation } from '../domain/cancellation';
import type { Claim } from '../domain/claim';
import type { SubmittedClaim } from '../domain/submitted-claim';
import { claimContents, claimHistory, claimLines, claims } from './tables';

/** A claim to be stored, with all that belongs to it. */
export interface ClaimToStore {
	readonly claim: Claim;
	readonly content: SubmittedClaim;
	readonly identity: string | null;
}

const CLAIM = Object.keys(getTableColumns(claims));
const CONTENT = Object.keys(getTableColumns(claimContents));
const LINE = Object.keys(getTableColumns(claimLines));
const MOVE = Object.keys(getTableColumns(claimHistory));

/** The name of the effect that cancels claims; it must touch as many rows as there are cancellations. */
export const CANCELLED = 'cancelled';

/**
 * The writes that store claims, one or a thousand alike. PostgreSQL reads each table's rows from one JSON text, which is
 * as fast as arrays of columns and cannot mix them up.
 */
export function storingClaims(sql: Queryable, stored: readonly ClaimToStore[]): Commit['effects'] {
	if (stored.length === 0) return [];
	return [
		sql`insert into claims (${sql(CLAIM)}) select ${sql(CLAIM)}
			from once, json_populate_recordset(null::claims, ${rows(stored, claimRow)}::text::json)`,
		sql`insert into claim_contents (${sql(CONTENT)}) select ${sql(CONTENT)}
			from once, json_populate_recordset(null::claim_contents, ${rows(stored, contentRow)}::text::json)`,
		sql`insert into claim_lines (${sql(LINE)}) select ${sql(LINE)}
			from once, json_populate_recordset(null::claim_lines, ${rows(stored.flatMap(linesOf), lineRow)}::text::json)`,
		sql`insert into claim_history (${sql(MOVE)}) select ${sql(MOVE)}
			from once, json_populate_recordset(null::claim_history, ${rows(stored, firstMoveRow)}::text::json)`,
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
				from once, json_populate_recordset(null::claims, ${rows(cancellations, cancelledRow)}::text::json) as move
				where claims.id = move.id and claims.version = move.version`,
		],
		sql`insert into claim_history (${sql(MOVE)}) select ${sql(MOVE)}
			from once, json_populate_recordset(null::claim_history, ${rows(cancellations, lastMoveRow)}::text::json)`,
	];
}

const rows = <T>(things: readonly T[], rowOf: (thing: T) => unknown): string =>
	JSON.stringify(things.map(rowOf));

const claimRow = ({ claim, identity }: ClaimToStore) => ({
	...claim,
	identity,
	warnings: claim.warnings.length > 0 ? claim.warnings : null,
});

const contentRow = ({ claim, content }: ClaimToStore) => ({ claim_id: claim.id, content });

const linesOf = ({ claim, content }: ClaimToStore) => content.lines.map((line) => ({ claim, line }));

const lineRow = ({ claim, line }: ReturnType<typeof linesOf>[number]) => ({
	claim_id: claim.id,
	number: line.number,
	service_date: line.service_date,
	service_date_end: line.service_date_end,
	procedure_code: line.procedure_code,
	revenue_code: line.revenue_code,
	units: line.units,
	charge: line.charge,
});

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
