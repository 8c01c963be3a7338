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
	return readProc(pid, 'cmdline').replaceAll('\0', ' ');
}

/** Memory that the process holds in RAM, shared pages included; null where it cannot be told. */
export function memoryOf(pid: number): number | null {
	const kilobytes =
		process.platform === 'linux'
			? /^VmRSS:\s+(\d+)/m.exec(readProc(pid, 'status'))?.[1]
			: spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
	return kilobytes ? Number(kilobytes) * 1_024 : null;
}

function startTimeOf(pid: number): string | null {
	return process.platform === 'linux' ? startTimeFromProc(pid) : startTimeFromPs(pid);
}

function startTimeFromProc(pid: number): string | null {
	// The command in parentheses may hold spaces and parentheses; the fields are counted after the last one.
	const stat = readProc(pid, 'stat');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [state] = fields;
	return state === 'Z' || state === 'X' ? null : (fields[19] ?? null);
}

/** Linux tells of a process in files; empty when there is no such process. */
function readProc(pid: number, file: string): string {
	try {
		return readFileSync(`/proc/${pid}/${file}`, 'utf8');
	} catch {
		return '';
	}
}

function startTimeFromPs(pid: number): string | null {
	const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
	return ps.stdout?.trim() || null;
}
