import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process by number and birth: the number alone may belong to a stranger by tomorrow. */
export interface ProcessId {
	readonly pid: number;
	readonly startedAt: string;
}

/** Names a running process, or null when there is none with that number. */
export function identify(pid: number): ProcessId | null {
	const startedAt = startTimeOf(pid);
	return startedAt === null ? null : { pid, startedAt };
}

export function isRunning(id: ProcessId): boolean {
	return startTimeOf(id.pid) === id.startedAt;
}

export function signal(id: ProcessId, name: NodeJS.Signals): void {
	if (!isRunning(id)) return;
	try {
		process.kill(id.pid, name);
	} catch (error) {
		// It may end between the question and the signal, and that is what we wanted.
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

/** Waits until the process is gone; false when it is still there after the time given. */
export async function hasEnded(id: ProcessId, withinMs: number): Promise<boolean> {
	const deadline = performance.now() + withinMs;
	while (isRunning(id)) {
		if (performance.now() > deadline) return false;
		await Bun.sleep(20);
	}
	return true;
}

/** Asks, waits, and insists. */
export async function stopProcess(
	id: ProcessId,
	graceMs: number,
	first: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
	signal(id, first);
	if (await hasEnded(id, graceMs)) return;
	signal(id, 'SIGKILL');
	await hasEnded(id, 5_000);
}

/** The command line of a process, empty when there is none. */
export function commandOf(pid: number): string {
	if (process.platform !== 'linux') {
		return (
			spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
		);
	}
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	} catch {
		return '';
	}
}

function startTimeOf(pid: number): string | null {
	return process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | null {
	try {
		// The command in parentheses may hold spaces and parentheses; the fields are counted after the last one.
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const [state] = fields;
		if (state === 'Z' || state === 'X') return null;
		return fields[19] ?? null;
	} catch {
		return null;
	}
}

function startTimeFromPs(pid: number): string | null {
	const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
	return ps.stdout?.trim() || null;
}
