import { groupByServer, withServer } from '@claims-askes/migrations/server';
import type postgres from 'postgres';
import { OWNING_SCHEMAS } from '../database';
import { LocalStackError } from '../local-stack-error';
import { administratorOf } from '../migrations';
import { type CodeKind, shapeOf } from './code-kinds';
import { type Release, releasesOf } from './code-releases';

type Place = Parameters<typeof administratorOf>[0];
type Env = Parameters<typeof administratorOf>[1];

/** The releases on a server; all servers have the same. */
export const listReleases = (place: Place, env: Env, codeSet: string | null): Promise<Release[]> =>
	onFirstServer(place, env, (sql) => releasesOf(sql, codeSet));

export interface ShownRow {
	readonly code: string;
	readonly other: string | null;
	readonly valid_from: string | null;
	readonly valid_to: string | null;
	readonly indicator: number | null;
	readonly max_units: number | null;
	readonly mai: number | null;
	readonly age_min: number | null;
	readonly age_max: number | null;
	readonly sex: string | null;
	readonly display: string | null;
}

export interface ShownCode {
	readonly release: Release;
	readonly rows: readonly ShownRow[];
}

const MOST_ROWS = 200;

/** What a release says of a code: the one in force, or the one that is named. */
export async function showCode(
	place: Place,
	env: Env,
	{ codeSet, version, code }: { codeSet: string; version: string | undefined; code: string },
): Promise<ShownCode> {
	return onFirstServer(place, env, async (sql) => {
		const releases = await releasesOf(sql, codeSet);
		const release = version === undefined ? releases.at(-1) : releases.find((one) => one.version === version);
		if (!release)
			throw new LocalStackError(
				'RELEASE_UNKNOWN',
				`no release ${version ?? ''} of ${codeSet} has been loaded`,
			);
		return { release, rows: await rowsOf(sql, release, code.replaceAll('.', '').toUpperCase()) };
	});
}

function rowsOf(sql: postgres.Sql, { id, kind }: Release, code: string): Promise<ShownRow[]> {
	return shapeOf(kind as CodeKind).table === 'code_pairs'
		? sql<ShownRow[]>`
			select code1 as code, code2 as other, valid_from::text, valid_to::text, indicator, null as max_units, null as mai,
				null as age_min, null as age_max, null as sex, null as display
			from common.code_pairs where release_id = ${id} and (code1 = ${code} or code2 = ${code})
			order by row limit ${MOST_ROWS}`
		: sql<ShownRow[]>`
			select code, null as other, valid_from::text, valid_to::text, null as indicator, max_units, mai, age_min, age_max,
				sex, display
			from common.code_entries where release_id = ${id} and code = ${code} order by row limit ${MOST_ROWS}`;
}

function onFirstServer<T>(place: Place, env: Env, task: (sql: postgres.Sql) => Promise<T>): Promise<T> {
	const [[url] = []] = groupByServer(administratorOf(place, env), OWNING_SCHEMAS);
	if (url === undefined) throw new Error('no server is named');
	return withServer(url, task);
}
