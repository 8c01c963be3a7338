import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of the peers and limits that ours are measured beside, and where it keeps what it installs. */
export const PEERS = resolve(Bun.env.BENCH_PEERS ?? join(import.meta.dir, '../../shared/bench'));
export const PEER_WORK = Bun.env.BENCH_WORK ?? join(tmpdir(), 'claims-bench');

export function requirePeers(): void {
	if (existsSync(join(PEERS, 'run.sh'))) return;
	console.error(`no peers at ${PEERS}: set BENCH_PEERS to their folder`);
	process.exit(2);
}

/** Has the harness install its peers, without measuring anything yet. */
export async function preparePeers(): Promise<void> {
	requirePeers();
	const harness = Bun.spawn(['bash', join(PEERS, 'run.sh'), 'help'], {
		stdio: ['ignore', 'ignore', 'inherit'],
		env: { ...process.env, BENCH_WORK: PEER_WORK },
	});
	await harness.exited;
}
