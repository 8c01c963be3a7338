import type { Sql } from '@claims-askes/chassis/db/connect';
import { errorFields, type Logger } from '@claims-askes/chassis/observability/logger';
import { NotYet } from '@claims-askes/chassis/outage';
import { CodeLookup, type CodeTables, joinTables } from '@claims-askes/engine';
import { tableBuilder } from '../../domain/code-tables';
import {
	type CodeRelease,
	releasesInForce,
	releasesNamed,
	rowsOfRelease,
} from '../../repositories/code-releases.repository';
import { Known } from '../facts/known';

/** The code sets by which claims are decided, with what is cited of them. */
export interface CodesInForce {
	/** As `ncci-ptp@2026Q4`, in the order in which the sets were named. */
	readonly releases: readonly string[];
	readonly lookup: CodeLookup;
}

type Tables = Partial<CodeTables>;
interface Shelved {
	readonly release: CodeRelease;
	readonly tables: Tables;
}

/** How long a new release may go unnoticed. */
const LOOK_EVERY_MS = 10_000;
/** Releases that are no longer in force and were asked for again. */
const OLDER = 3;
const LOOKUPS = 100;

const nameOf = ({ code_set, version }: CodeRelease): string => `${code_set}@${version}`;

/**
 * The tables of code sets in memory: each release is read once, when the first claim asks for it, and never before. When a
 * newer release appears, claims go by the older one until the newer has been read as a whole; then it takes its place.
 */
export class CodeShelf {
	private readonly inForce = new Map<string, Shelved>();
	private readonly older = new Known<Promise<Tables>>(OLDER);
	private readonly reading = new Map<number, Promise<Tables>>();
	private readonly lookups = new Known<CodeLookup>(LOOKUPS);
	private readonly newest = new Map<string, { readonly release: CodeRelease; readonly until: number }>();

	constructor(
		private readonly sql: Sql,
		private readonly log: Logger,
		private readonly now: () => Date,
	) {}

	/** Throws `NotYet` for a code set of which nothing has been loaded: its edits would be passed over. */
	async inForceOf(codeSets: readonly string[]): Promise<CodesInForce> {
		await this.look(codeSets);
		const shelved: Shelved[] = [];
		for (const codeSet of codeSets) {
			const release = this.newest.get(codeSet)?.release;
			if (!release) throw new NotYet(`a release of the code set ${codeSet}`);
			shelved.push(await this.takeNewest(release));
		}
		return this.joined(shelved);
	}

	/** The very releases by which a decision was made. */
	async named(names: readonly string[]): Promise<CodesInForce> {
		const found = await releasesNamed(
			this.sql,
			names.map((name) => {
				const at = name.lastIndexOf('@');
				return { codeSet: name.slice(0, at), version: name.slice(at + 1) };
			}),
		);
		const shelved: Shelved[] = [];
		for (const name of names) {
			const release = found.find((candidate) => nameOf(candidate) === name);
			if (!release) throw new NotYet(`the release ${name} of a code set`);
			shelved.push(await this.takeNamed(release));
		}
		return this.joined(shelved);
	}

	private async look(codeSets: readonly string[]): Promise<void> {
		const now = this.now().getTime();
		const stale = codeSets.filter((codeSet) => (this.newest.get(codeSet)?.until ?? 0) <= now);
		if (stale.length === 0) return;
		for (const release of await releasesInForce(this.sql, stale))
			this.newest.set(release.code_set, { release, until: now + LOOK_EVERY_MS });
	}

	private async takeNewest(release: CodeRelease): Promise<Shelved> {
		const held = this.inForce.get(release.code_set);
		if (held?.release.id === release.id) return held;
		const reading = this.read(release).then((tables) => {
			const fresh = { release, tables };
			this.inForce.set(release.code_set, fresh);
			return fresh;
		});
		if (!held) return reading;
		reading.catch((error) => this.log.warn('a code set cannot be read yet', errorFields(error)));
		return held;
	}

	private async takeNamed(release: CodeRelease): Promise<Shelved> {
		const held = this.inForce.get(release.code_set);
		if (held?.release.id === release.id) return held;
		const key = String(release.id);
		return { release, tables: await (this.older.get(key) ?? this.readOlder(key, release)) };
	}

	/** Kept while it is being read; a reading that failed is not kept, so that the next who asks reads anew. */
	private readOlder(key: string, release: CodeRelease): Promise<Tables> {
		const reading = this.read(release);
		reading.catch(() => this.older.forget(key));
		return this.older.keep(key, reading);
	}

	/** One reading at a time of each release, however many claims wait for it. */
	private read(release: CodeRelease): Promise<Tables> {
		const known = this.reading.get(release.id);
		if (known) return known;
		const reading = this.readTables(release).finally(() => this.reading.delete(release.id));
		this.reading.set(release.id, reading);
		return reading;
	}

	private async readTables(release: CodeRelease): Promise<Tables> {
		const builder = tableBuilder(release.kind, release.rows);
		if (!builder) throw new NotYet('a version of this service that knows the kind of a code set');
		for await (const page of rowsOfRelease(this.sql, release)) for (const row of page) builder.add(row);
		this.log.info('a code set was read into memory', { count: release.rows });
		return builder.build();
	}

	private joined(shelved: readonly Shelved[]): CodesInForce {
		const releases = shelved.map(({ release }) => nameOf(release));
		const key = releases.join(' ');
		const tables = () => joinTables(shelved.map(({ tables }) => tables));
		return {
			releases,
			lookup: this.lookups.get(key) ?? this.lookups.keep(key, new CodeLookup(key, tables())),
		};
	}
}
