import { Database } from 'bun:sqlite';
import { type CsvProblem, type CsvRow, type RowShelf, rowsUnder } from '@claims-askes/sdk/csv';

const CACHE_KB = 16_384;

/**
 * Rows of a table of any size. A temporary table of SQLite stays in its cache while it is small, and in a file without a
 * name once it is not: that is gone with the process, however the process ends.
 */
export function diskShelf(): RowShelf {
	const database = new Database(':memory:');
	for (const setting of ['temp_store=FILE', `temp.cache_size=-${CACHE_KB}`, 'temp.journal_mode=OFF'])
		database.run(`PRAGMA ${setting}`);
	database.run('CREATE TEMP TABLE rows (key TEXT, row INTEGER, line INTEGER, cells TEXT, fault TEXT)');
	database.run('CREATE TEMP TABLE taken (key TEXT)');
	const insert = database.prepare<unknown, [string, number, number, string, string | null]>(
		'INSERT INTO rows VALUES (?, ?, ?, ?, ?)',
	);
	let rowOf: ReturnType<typeof rowsUnder> | undefined;
	const restored = ({ row, line, cells, fault }: StoredRow): CsvRow[] =>
		rowOf ? [rowOf(JSON.parse(cells), row, line, fault ? (JSON.parse(fault) as CsvProblem) : undefined)] : [];
	let taking: ReturnType<typeof openTaking> | undefined;
	const openTaking = () => {
		database.run('COMMIT');
		// Sorted once when all is there: an index that grows with random keys costs a read and a write a row.
		database.run('CREATE INDEX temp.rows_by_key ON rows (key)');
		return {
			find: database.prepare<StoredRow, [string]>('SELECT row, line, cells, fault FROM rows WHERE key = ?'),
			mark: database.prepare<unknown, [string]>('INSERT INTO taken VALUES (?)'),
		};
	};
	database.run('BEGIN');
	return {
		put(key, { columns, cells, row, line, table, fault }) {
			rowOf ??= rowsUnder(columns, table);
			insert.run(key, row, line, JSON.stringify(cells), fault ? JSON.stringify(fault) : null);
		},
		take(key) {
			taking ??= openTaking();
			taking.mark.run(key);
			return taking.find.all(key).flatMap(restored);
		},
		*left() {
			taking ??= openTaking();
			for (const row of database.query<StoredRow, []>(LEFT).iterate()) yield* restored(row);
		},
		close: () => database.close(),
	};
}

interface StoredRow {
	readonly row: number;
	readonly line: number;
	readonly cells: string;
	readonly fault: string | null;
}

/** Found in the index alone, so that a table of which nothing is left is not read once more. */
const LEFT = `SELECT row, line, cells, fault FROM rows WHERE rowid IN
	(SELECT rowid FROM rows WHERE key NOT IN (SELECT key FROM taken)) ORDER BY rowid`;
