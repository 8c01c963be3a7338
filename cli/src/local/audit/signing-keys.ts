import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { withFolderLock } from '../system/folder-lock';
import { readPrivateJson, writePrivateJson } from '../system/private-file';

const ALGORITHM = 'EdDSA';

/** The key that signs has its private part; of those before it only what checks their signatures is kept. */
export interface SigningKey {
	readonly kid: string;
	readonly created_at: string;
	readonly public_key: JWK;
	readonly private_key?: JWK;
}

interface KeyFile {
	/** The newest first. */
	readonly keys: readonly SigningKey[];
}

const fileIn = (folder: string) => join(folder, 'keys.json');

/** All keys that ever signed here, the one that signs now first; none where nothing was signed yet. */
export const readKeys = (folder: string): readonly SigningKey[] =>
	readPrivateJson<KeyFile>(fileIn(folder))?.keys ?? [];

/** The key that signs; the first one is made when it is first needed. */
export async function signingKey(folder: string): Promise<SigningKey> {
	return (
		readKeys(folder)[0] ??
		(await withKeys(folder, async (keys) => {
			if (keys[0]) return keys;
			return [await newKey()];
		}))
	);
}

/** A new key signs from now on; the private part of the one before is destroyed. */
export const rotateKey = (folder: string): Promise<SigningKey> =>
	withKeys(folder, async (keys) => [
		await newKey(),
		...keys.map(({ kid, created_at, public_key }) => ({ kid, created_at, public_key })),
	]);

/** One process at a time, so that no key gets lost that has signed something. */
async function withKeys(
	folder: string,
	change: (keys: readonly SigningKey[]) => Promise<readonly SigningKey[]>,
): Promise<SigningKey> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	return await withFolderLock(folder, async () => {
		const keys = await change(readKeys(folder));
		writePrivateJson(fileIn(folder), { keys } satisfies KeyFile);
		return keys[0] as SigningKey;
	});
}

async function newKey(): Promise<SigningKey> {
	const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
	return {
		kid: randomUUID(),
		created_at: new Date().toISOString(),
		public_key: { ...(await exportJWK(publicKey)), alg: ALGORITHM },
		private_key: { ...(await exportJWK(privateKey)), alg: ALGORITHM },
	};
}
