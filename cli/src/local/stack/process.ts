import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { LocalStackError } from '../local-stack-error';
import { PROJECT_ROOT } from '../project';
import { identify, isRunning, type ProcessId } from '../system/processes';
import type { Environment } from './environment';

export interface LaunchOptions {
	readonly name: string;
	readonly entry: string;
	readonly env: Environment;
	readonly folder: string;
}

const POLL_MS = 50;
const READY_WITHIN_MS = 60_000;
const LOG_LIMIT_BYTES = 20_000_000;

export const logOf = (folder: string, name: string): string => join(folder, 'logs', `${name}.log`);

/** Starts a process that goes on when we end, with its output in a log of its own. */
export function launch({ name, entry, env, folder }: LaunchOptions): ProcessId {
	const log = logOf(folder, name);
	mkdirSync(dirname(log), { recursive: true });
	if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(log, `${log}.old`);
	const output = openSync(log, 'a', 0o600);
	try {
		const child = spawn(process.execPath, [entry], {
			cwd: PROJECT_ROOT,
			env,
			stdio: ['ignore', output, output],
			// A session of its own: Ctrl-C in our terminal is for us, and we stop the stack in order.
			detached: true,
		});
		child.unref();
		const pid = child.pid ?? 0;
		return identify(pid) ?? { pid, startedAt: 'never' };
	} finally {
		closeSync(output);
	}
}

export interface Waiting {
	readonly name: string;
	readonly process: ProcessId;
	readonly folder: string;
	readonly isReady: () => Promise<boolean>;
	readonly signal?: AbortSignal | undefined;
}

/** Waits until it says that it is ready; fails at once when it ends instead, with what it said last. */
export async function waitUntilReady({ name, process: id, folder, isReady, signal }: Waiting): Promise<void> {
	const deadline = performance.now() + READY_WITHIN_MS;
	while (!(await isReady())) {
		if (signal?.aborted) throw new LocalStackError('CANCELLED', `stopped while ${name} was starting`);
		const log = logOf(folder, name);
		if (!isRunning(id)) {
			throw new LocalStackError(
				'SERVICE_ENDED',
				`${name} ended while starting; ${log} says:\n${lastLines(log, 8)}`,
			);
		}
		if (performance.now() > deadline) {
			throw new LocalStackError(
				'SERVICE_NOT_READY',
				`${name} is not ready after a minute; ${log} says:\n${lastLines(log, 8)}`,
			);
		}
		await Bun.sleep(POLL_MS);
	}
}

/** Whether a service answers that it can do its work, with database, broker and must-have peers. */
export async function answersReady(port: number): Promise<boolean> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(2_000) });
		await response.body?.cancel();
		return response.status === 200;
	} catch {
		return false;
	}
}

/** Whether somebody listens there; the broker speaks no HTTP. */
export function acceptsConnections(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ port, host: '127.0.0.1', timeout: 1_000 });
		const end = (accepts: boolean) => {
			socket.destroy();
			resolve(accepts);
		};
		socket.once('connect', () => end(true));
		socket.once('timeout', () => end(false));
		socket.once('error', () => end(false));
	});
}

export function lastLines(path: string, count: number): string {
	try {
		return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
	} catch {
		return '(nothing)';
	}
}
