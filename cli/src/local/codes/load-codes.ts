import { groupByServer, withServer } from '@claims-askes/migrations/server';
import type postgres from 'postgres';
import { openInput } from '../../flows/open-input';
import { OWNING_SCHEMAS } from '../database';
import { administratorOf } from '../migrations';
import { type CodeKind, shapeOf } from './code-kinds';
import {
	asOwner,
	countRows,
	insertRelease,
	insertRows,
	type NewRelease,
	nameSystem,
	overlapsIn,
	type Release,
	releasesOf,
} from './code-releases';
import { CodeFiles, type FileProblem, type NumberedRow } from './code-rows-of-files';

export interface LoadRequest {
	readonly files: readonly string[];
	readonly kind: CodeKind;
	readonly codeSet: string;
	readonly system?: string | undefined;
	readonly version: string;
	readonly releasedOn: string;
	readonly onProgress: (rows: number) => void;
}

export interface LoadedCodes {
	readonly code_set: string;
	readonly kind: CodeKind;
	readonly version: string;
	/** `known`: the very same had been loaded before. */
	readonly state: 'loaded' | 'known' | 'refused';
	readonly rows: number;
	/** Titles, headings and rows that never hold. */
	readonly passed: number;
	readonly problems: number;
	/** The first of them. */
	readonly told: readonly FileProblem[];
	readonly seconds: number;
}

type Place = Parameters<typeof administratorOf>[0];
type Env = Parameters<typeof administratorOf>[1];

const AT_ONCE = 5_000;
const MOST_TOLD = 100;

/**
 * Loads a release of a code set into `common` of every server: all of it, or nothing. A release never changes: the same
 * files again are known, and others under its name are refused.
 */
export async function loadCodes(place: Place, env: Env, request: LoadRequest): Promise<LoadedCodes> {
	const started = performance.now();
	const release: NewRelease = {
		...{ code_set: request.codeSet, kind: request.kind, version: request.version },
		system: request.system ?? null,
		released_on: request.releasedOn,
		content_hash: await hashOf(request),
		source: request.files.map((file) => file.split('/').at(-1)).join(' '),
	};
	let outcome: Outcome = { state: 'known', rows: 0, passed: 0, problems: 0, told: [] };
	for (const [url] of groupByServer(administratorOf(place, env), OWNING_SCHEMAS)) {
		outcome = await withServer(url, (sql) => loadOn(sql, release, request));
		if (outcome.state === 'refused') break;
	}
	const seconds = Math.round(performance.now() - started) / 1000;
	const { code_set, kind, version } = release;
	return { code_set, kind, version, ...outcome, seconds };
}

type Outcome = Pick<LoadedCodes, 'state' | 'rows' | 'passed' | 'problems' | 'told'>;

async function hashOf({ files, kind }: LoadRequest): Promise<string> {
	const hasher = new Bun.CryptoHasher('sha256').update(`${kind}\n`);
	for (const file of files) for await (const chunk of await openInput(file)) hasher.update(chunk);
	return hasher.digest('hex');
}

async function loadOn(sql: postgres.Sql, release: NewRelease, request: LoadRequest): Promise<Outcome> {
	const files = new CodeFiles(request.kind, request.files, MOST_TOLD);
	try {
		return await asOwner(sql, async (tx) => {
			const known = knownAs(release, await releasesOf(tx, release.code_set));
			if (known) {
				if (release.system) await nameSystem(tx, known.id, release.system);
				return { state: 'known', rows: known.rows, passed: 0, problems: 0, told: [] };
			}
			const rows = await storeRows(tx, release, files, request.onProgress);
			if (rows === 0 && files.problems === 0) files.tell(NOTHING_IN(request.files));
			// Thrown, so that nothing of a release that is not right stays.
			if (files.problems > 0) throw new Refused();
			return { state: 'loaded', rows, passed: files.passed, problems: 0, told: [] };
		});
	} catch (error) {
		if (!(error instanceof Refused)) throw error;
		const { passed, problems, told } = files;
		return { state: 'refused', rows: 0, passed, problems, told: error.problem ? [error.problem] : told };
	}
}

class Refused extends Error {
	constructor(readonly problem: FileProblem | null = null) {
		super('the release is not right');
	}
}

const NOTHING_IN = (files: readonly string[]): FileProblem => ({
	...{ file: files.join(' '), row: null, column: null },
	...{ code: 'NO_ROWS', message: 'there is no row to load' },
});

function knownAs(release: NewRelease, releases: readonly Release[]): Release | null {
	const refusal = (code: string, message: string) =>
		new Refused({ file: release.source, row: null, column: null, code, message });
	if (releases.some(({ kind }) => kind !== release.kind))
		throw refusal('KIND_DIFFERS', `the releases of ${release.code_set} are of kind ${releases[0]?.kind}`);
	const same = releases.find(({ version }) => version === release.version);
	if (!same) return null;
	if (same.content_hash !== release.content_hash)
		throw refusal('RELEASE_EXISTS', 'another content was loaded as this version, which never changes');
	return same;
}

/** Row by row from the files, batch by batch to the server; answers how many. */
async function storeRows(
	tx: postgres.TransactionSql,
	release: NewRelease,
	files: CodeFiles,
	onProgress: (rows: number) => void,
): Promise<number> {
	const shape = shapeOf(release.kind);
	const id = await insertRelease(tx, release);
	let batch: NumberedRow[] = [];
	let rows = 0;
	const store = async () => {
		// Once something is wrong the rest is read to tell of it, and no longer stored.
		if (files.problems === 0) await insertRows(tx, id, shape, batch);
		rows += batch.length;
		batch = [];
		onProgress(rows);
	};
	for await (const row of files.rows()) {
		batch.push(row);
		if (batch.length === AT_ONCE) await store();
	}
	await store();
	if (files.problems > 0) return rows;
	const overlaps = shape.isExclusive ? await overlapsIn(tx, id, shape, MOST_TOLD) : [];
	for (const { row, earlier } of overlaps) {
		const message = `its days overlap those of row ${files.placeOf(earlier).row} for the same code`;
		files.tell({ ...files.placeOf(row), column: null, code: 'ROWS_OVERLAP', message });
	}
	await countRows(tx, id, rows);
	return rows;
}
