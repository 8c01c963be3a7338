import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Keys, SigningKey } from '../domain/keys';
import type { KeyStore } from '../usecases/deps';

/** How long another replica's rotation may stay unnoticed here. */
const LOOK_EVERY_MS = 2_000;

/** Keeps the keys in one file, private to this account; replicas on one disk share it. The first start makes it. */
export function createKeyFile(path: string, now: () => Date): KeyStore {
	let known: { keys: Keys; changedAt: number; lookedAt: number } | null = null;
	let loading: Promise<Keys> | null = null;

	async function load(): Promise<Keys> {
		const changedAt = await changeTimeOf(path);
		if (changedAt === null) {
			await create();
			return load();
		}
		const keys = known?.changedAt === changedAt ? known.keys : await read();
		known = { keys, changedAt, lookedAt: Date.now() };
		return keys;
	}

	const read = async () => JSON.parse(await readFile(path, 'utf8')) as Keys;

	/** Whoever links first wins; other replicas then read that one's keys. */
	async function create(): Promise<void> {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		const { key, cookieSecret } = await generate();
		const draft = await writeDraft({ signing_keys: [key], cookie_secrets: [cookieSecret] });
		try {
			await link(draft, path);
		} catch (error) {
			if ((error as { code?: string }).code !== 'EEXIST') throw error;
		} finally {
			await rm(draft);
		}
	}

	async function writeDraft(keys: Keys): Promise<string> {
		const draft = `${path}.${randomBytes(6).toString('hex')}`;
		const file = await open(draft, 'wx', 0o600);
		try {
			await file.writeFile(JSON.stringify(keys, null, '\t'));
			await file.sync();
		} finally {
			await file.close();
		}
		return draft;
	}

	async function generate(): Promise<{ key: SigningKey; cookieSecret: string }> {
		const { privateKey } = await generateKeyPair('RS256', { extractable: true });
		const jwk = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' };
		const kid = await calculateJwkThumbprint(jwk);
		return {
			key: { kid, created_at: now().toISOString(), retired_at: null, jwk: { ...jwk, kid } },
			cookieSecret: randomBytes(32).toString('base64url'),
		};
	}

	return {
		generate,
		async current() {
			if (known && Date.now() - known.lookedAt < LOOK_EVERY_MS) return known.keys;
			loading ??= load().finally(() => {
				loading = null;
			});
			return loading;
		},
		async replace(keys) {
			await rename(await writeDraft(keys), path);
			known = null;
		},
	};
}

async function changeTimeOf(path: string): Promise<number | null> {
	try {
		return (await stat(path)).mtimeMs;
	} catch (error) {
		if ((error as { code?: string }).code === 'ENOENT') return null;
		throw error;
	}
}
