import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure';

/** How to reach one installation, and as whom. */
export interface Profile {
	/** One address behind which all services answer. */
	readonly base_url?: string;
	/** Or an address per service, by its name. */
	readonly endpoints?: Readonly<Record<string, string>>;
	readonly mqtt_url?: string;
	readonly issuer?: string;
	readonly client_id?: string;
	readonly client_secret?: string;
	readonly scope?: string;
	/** What a person got by `askes login`: a token, when it ends, and what renews it (once). */
	readonly access_token?: string;
	readonly expires_at?: string;
	readonly refresh_token?: string;
}

export interface ProfileFile {
	/** The profile that is used when none is named. */
	readonly current?: string;
	readonly profiles: Readonly<Record<string, Profile>>;
}

/** `$ASKES_HOME/config.json`, or `~/.askes/config.json`. */
export function profilePath(env: Readonly<Record<string, string | undefined>> = process.env): string {
	return join(env.ASKES_HOME ?? join(homedir(), '.askes'), 'config.json');
}

export function readProfiles(path: string = profilePath()): ProfileFile {
	if (!existsSync(path)) return { profiles: {} };
	try {
		const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProfileFile>;
		return { ...file, profiles: file.profiles ?? {} };
	} catch (cause) {
		throw new Failure('unusable', 'PROFILES_UNREADABLE', `${path} is not JSON`, { cause });
	}
}

/** Writes the profiles for their owner alone: they hold credentials. */
export function writeProfiles(file: ProfileFile, path: string = profilePath()): void {
	mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 });
	const draft = `${path}.${process.pid}.new`;
	writeFileSync(draft, `${JSON.stringify(file, null, '\t')}\n`, { mode: 0o600 });
	chmodSync(draft, 0o600);
	renameSync(draft, path);
}
