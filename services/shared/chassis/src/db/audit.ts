import { arrayLiteral } from './array-literal';
import type { Fragment, Queryable } from './connect';
import { type CopiedRows, copyIn, copyLine } from './copy-rows';
import { jsonTextColumn } from './json-column';
import { Statement } from './statement';

/** One change of business state, for the auditor: what was done to which thing, and how it looked before and after. */
export interface Change {
	/** `<entity>.<action>`, as `claim.received`. */
	readonly action: string;
	readonly entity: string;
	readonly entityId: string;
	readonly before?: object | null | undefined;
	readonly after?: object | null | undefined;
	/** Who did it and in which story, where changes of several are written together. */
	readonly actor?: string;
	readonly correlationId?: string;
}

/** What holds for all changes that do not say otherwise themselves. */
export interface AuditContext {
	readonly actor: string;
	readonly correlationId?: string;
}

/** From here on rows are cheaper copied. */
const MANY = 20;

/** Appends audit rows inside a transaction. */
export async function recordChanges(
	tx: Queryable,
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): Promise<void> {
	if (changes.length >= MANY) await copyIn(tx, auditRows(service, context, changes));
	else if (changes.length > 0) await auditInsert(tx, service, context, changes);
}

/** The columns that a service may write, in the order of a row's cells. */
const COLUMNS = 'service, actor, action, entity, entity_id, before, after, correlation_id';

type Cells = readonly (string | null)[];

/** A change as a row: before and after as JSON. */
const cellsOf = (service: string, { actor, correlationId }: AuditContext, change: Change): Cells => [
	service,
	change.actor ?? actor,
	change.action,
	change.entity,
	change.entityId,
	jsonOf(change.before),
	jsonOf(change.after),
	change.correlationId ?? correlationId ?? null,
];

const jsonOf = (value: object | null | undefined): string | null =>
	value === null || value === undefined ? null : JSON.stringify(value);

/** The statement that appends audit rows, one or a thousand alike; in a larger one it may go on with `cross join`. */
export function auditInsert(
	sql: Queryable,
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): Fragment {
	const rows = changes.map((change) => cellsOf(service, context, change));
	const cells = (at: number) => rows.map((row) => row[at] ?? null);
	const texts = (at: number) => arrayLiteral(cells(at));
	const jsons = (at: number) => jsonTextColumn(sql, cells(at));
	return new Statement().text(`insert into audit.entries (${COLUMNS}) select service, actor, action, entity, entity_id, before::jsonb,
			after::jsonb, correlation_id from unnest(`)
		.write`${texts(0)}::text[], ${texts(1)}::text[], ${texts(2)}::text[], ${texts(3)}::text[], ${texts(4)}::text[],
			${jsons(5)}, ${jsons(6)}, ${texts(7)}::text[]`
		.text(`) as change (${COLUMNS})`)
		.on(sql);
}

/** The same rows, to be copied. */
export const auditRows = (
	service: string,
	context: AuditContext,
	changes: readonly Change[],
): CopiedRows => ({
	table: 'audit.entries',
	columns: COLUMNS,
	lines: changes.map((change) => copyLine(cellsOf(service, context, change))).join(''),
});
