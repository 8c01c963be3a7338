import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CompactSign, compactVerify, decodeJwt, importJWK } from 'jose';
import { readKeys, signingKey } from './signing-keys';

/** The end of a chain as it was at a moment: whoever changes what came before cannot come to the same hash. */
export interface Head {
	/** Of the last seal, in hex. */
	readonly hash: string;
	/** The last entry that it covers. */
	readonly last_id: string;
	readonly at: string;
}

export interface ReadHead {
	readonly line: number;
	/** Null where the line is not what a known key has signed. */
	readonly head: Head | null;
}

/** Far more than the last heads of all servers take. */
const TAIL_BYTES = 65_536;

/** Heads stand outside of every database, a line each, as JWS that any such library checks; lines are only added. */
const fileIn = (folder: string) => join(folder, 'heads.jws');

/** Signs heads and adds them, so that they outlast whatever happens to this machine's power. */
export async function appendHeads(folder: string, heads: readonly Head[]): Promise<void> {
	if (heads.length === 0) return;
	const { kid, private_key } = await signingKey(folder);
	if (private_key === undefined) throw new Error(`the first key of ${folder} has no private part`);
	const key = await importJWK(private_key);
	const lines = await Promise.all(
		heads.map((head) =>
			new CompactSign(Buffer.from(JSON.stringify(head))).setProtectedHeader({ alg: 'EdDSA', kid }).sign(key),
		),
	);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const file = await open(fileIn(folder), 'a+', 0o600);
	try {
		await file.write(`${(await endsWithinLine(file)) ? '\n' : ''}${lines.join('\n')}\n`);
		await file.sync();
	} finally {
		await file.close();
	}
}

type OpenFile = Awaited<ReturnType<typeof open>>;

/** Whether a crash has torn the last line: the next one must not be lost with it. */
async function endsWithinLine(file: OpenFile): Promise<boolean> {
	const { size } = await file.stat();
	if (size === 0) return false;
	const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
	return buffer.toString() !== '\n';
}

/** The last heads as they stand there, whoever signed them. */
export async function lastHeads(folder: string): Promise<Head[]> {
	if (!existsSync(fileIn(folder))) return [];
	const file = await open(fileIn(folder), 'r');
	try {
		const { size } = await file.stat();
		const start = Math.max(0, size - TAIL_BYTES);
		const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
		const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
		return (start === 0 ? lines : lines.slice(1)).flatMap((line) => decoded(line) ?? []);
	} finally {
		await file.close();
	}
}

function decoded(line: string): Head | null {
	try {
		return decodeJwt<Head>(line);
	} catch {
		return null;
	}
}

/** Every head from the first to the last, its signature checked. */
export async function* readHeads(folder: string): AsyncGenerator<ReadHead> {
	if (!existsSync(fileIn(folder))) return;
	const known = readKeys(folder);
	const keys = new Map(
		await Promise.all(known.map(async ({ kid, public_key }) => [kid, await importJWK(public_key)] as const)),
	);
	let line = 0;
	for await (const text of createInterface({ input: createReadStream(fileIn(folder)) })) {
		line++;
		yield { line, head: await verified(text, keys) };
	}
}

async function verified(
	text: string,
	keys: ReadonlyMap<string, Awaited<ReturnType<typeof importJWK>>>,
): Promise<Head | null> {
	try {
		const { payload } = await compactVerify(
			text,
			({ kid = '' }) => {
				const key = keys.get(kid);
				if (key === undefined) throw new Error('no such key');
				return key;
			},
			{ algorithms: ['EdDSA'] },
		);
		return JSON.parse(new TextDecoder().decode(payload)) as Head;
	} catch {
		return null;
	}
}
