import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import type { Sql } from '../db/connect';

interface ColumnShape {
	readonly type: string;
	readonly isNotNull: boolean;
}
export type TableShapes = Readonly<Record<string, Readonly<Record<string, ColumnShape>>>>;

/** Tables that every service schema has from the chassis, and that no repository declares. */
const CHASSIS_TABLES: ReadonlySet<string> = new Set([
	'event_cursors',
	'idempotency_keys',
	'outbox',
	'outbox_heads',
	'outbox_log',
	'parked_events',
]);

/** The tables that a module declares in drizzle, to be compared with `migratedTables` in a test. */
export function declaredTables(module: Readonly<Record<string, unknown>>): TableShapes {
	const tables = Object.values(module).filter((value): value is PgTable => value instanceof PgTable);
	return Object.fromEntries(
		tables.map((table) => {
			const { name, columns } = getTableConfig(table);
			const shapes = columns.map((column) => [
				column.name,
				{ type: canonicalType(column.getSQLType()), isNotNull: column.notNull },
			]);
			return [name, Object.fromEntries(shapes.sort(byName))];
		}),
	);
}

/** The tables of the schema as the migrations made it, in the same form. */
export async function migratedTables(sql: Sql): Promise<TableShapes> {
	const columns = await sql<{ table: string; column: string; type: string; is_not_null: boolean }[]>`
		select class.relname as table, attribute.attname as column,
			format_type(attribute.atttypid, attribute.atttypmod) as type, attribute.attnotnull as is_not_null
		from pg_attribute as attribute join pg_class as class on class.oid = attribute.attrelid
		where class.relnamespace = current_schema()::regnamespace and class.relkind in ('r', 'p')
			and not class.relispartition and attribute.attnum > 0 and not attribute.attisdropped
		order by class.relname, attribute.attname`;
	const tables: Record<string, Record<string, ColumnShape>> = {};
	for (const { table, column, type, is_not_null } of columns) {
		if (CHASSIS_TABLES.has(table)) continue;
		tables[table] ??= {};
		tables[table][column] = { type: canonicalType(type), isNotNull: is_not_null };
	}
	return tables;
}

const SYNONYMS: Readonly<Record<string, string>> = {
	'timestamp with time zone': 'timestamptz',
	serial: 'integer',
	bigserial: 'bigint',
};

/** PostgreSQL and drizzle write some types differently. */
function canonicalType(type: string): string {
	const plain = type
		.toLowerCase()
		.replaceAll(', ', ',')
		.replace(/^character varying/, 'varchar');
	const [, base = plain, array = ''] = /^(.*?)((?:\[\])*)$/.exec(plain) ?? [];
	return (SYNONYMS[base] ?? base) + array;
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]) => (String(a) < String(b) ? -1 : 1);
