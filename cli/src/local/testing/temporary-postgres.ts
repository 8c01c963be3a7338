import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from '../postgres';

export interface TemporaryPostgres extends EmbeddedPostgres {
	readonly folder: string;
	remove(): Promise<void>;
}

/** A real server of one's own for a test, gone with its data afterwards. */
export async function startTemporaryPostgres(): Promise<TemporaryPostgres> {
	const folder = mkdtempSync(join(tmpdir(), 'askes-test-'));
	// Open to PostgreSQL's own account, so that its data lies here and nowhere else.
	chmodSync(folder, 0o755);
	const server = await startEmbeddedPostgres({
		folder,
		port: await findFreePort(),
		// Only a test may lose what it wrote.
		settings: { fsync: 'off', synchronous_commit: 'off', shared_buffers: '32MB' },
	});
	return {
		...server,
		folder,
		remove: async () => {
			await removeEmbeddedPostgres(folder);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** A port that nobody uses at the moment. */
export function findFreePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}
