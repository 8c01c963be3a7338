/** A release of a code set as the engine looks it up: compact, and arranged once. */
import {
	type CodeTables,
	DatedLists,
	DatedTable,
	OPEN_FROM,
	OPEN_TO,
	PairTable,
	type UnitsEdit,
} from '@claims-askes/engine';

export interface TableBuilder {
	/** First and last day, and the columns of the release's table; what is open or absent is empty. */
	add(cells: readonly string[]): void;
	build(): Partial<CodeTables>;
}

const fromOf = (cell = ''): number => (cell === '' ? OPEN_FROM : Number(cell));
const toOf = (cell = ''): number => (cell === '' ? OPEN_TO : Number(cell));
const ageOf = (cell = ''): number | null => (cell === '' ? null : Number(cell));

/** Null: a kind that this engine does not know. */
export function tableBuilder(kind: string, rows: number): TableBuilder | null {
	if (kind === 'ptp') return pairs(rows);
	if (kind === 'included') return lists((includedIn) => ({ includedIn }));
	if (kind === 'add-on') return lists((addOnTo) => ({ addOnTo }));
	if (kind === 'exclusive') return exclusive();
	if (kind === 'necessity') return necessity();
	if (kind === 'mue') return units();
	if (kind === 'bounds') return bounds();
	if (kind === 'icd10') return codes((diagnoses) => ({ diagnoses }));
	if (kind === 'procedures') return codes((procedures) => ({ procedures }));
	if (kind === 'experimental') return codes((experimental) => ({ experimental }));
	return null;
}

function pairs(rows: number): TableBuilder {
	const table = new PairTable(rows);
	return {
		add: ([from, to, col1 = '', col2 = '', indicator]) =>
			table.add(col1, col2, Number(indicator), fromOf(from), toOf(to)),
		build: () => ({ pairs: table }),
	};
}

/** By the second code: the services that include it, or its bases. */
function lists(named: (table: DatedLists) => Partial<CodeTables>): TableBuilder {
	const table = new DatedLists();
	return {
		add: ([from, to, other = '', code = '']) => table.add(code, other, fromOf(from), toOf(to)),
		build: () => named(table),
	};
}

function exclusive(): TableBuilder {
	const exclusiveWith = new DatedLists();
	return {
		add([from, to, a = '', b = '']) {
			exclusiveWith.add(a, b, fromOf(from), toOf(to));
			exclusiveWith.add(b, a, fromOf(from), toOf(to));
		},
		build: () => ({ exclusiveWith }),
	};
}

function necessity(): TableBuilder {
	const table = new DatedLists();
	return {
		add: ([from, to, code = '', diagnosis = '']) => table.add(code, diagnosis, fromOf(from), toOf(to)),
		build: () => ({ necessity: table }),
	};
}

function units(): TableBuilder {
	const table = new DatedTable<UnitsEdit>();
	return {
		add: ([from, to, code = '', max, mai]) =>
			table.add(code, { max: Number(max), mai: Number(mai) }, fromOf(from), toOf(to)),
		build: () => ({ units: table }),
	};
}

function bounds(): TableBuilder {
	const table = new DatedTable<NonNullable<ReturnType<NonNullable<CodeTables['bounds']>['at']>>>();
	return {
		add: ([from, to, code = '', , , youngest, oldest, sex]) =>
			table.add(
				code,
				{ age: [ageOf(youngest), ageOf(oldest)], sex: sex || undefined },
				fromOf(from),
				toOf(to),
			),
		build: () => ({ bounds: table }),
	};
}

function codes(named: (table: DatedTable<true>) => Partial<CodeTables>): TableBuilder {
	const table = new DatedTable<true>();
	return {
		add: ([from, to, code = '']) => table.add(code, true, fromOf(from), toOf(to)),
		build: () => named(table),
	};
}
