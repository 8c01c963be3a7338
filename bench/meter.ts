import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** A part of the stack: its processes, or those of PostgreSQL that work for one service. */
export interface Metered {
	readonly name: string;
	readonly pid: number;
}

/** CPU seconds spent so far, by part. */
export type CpuSeconds = ReadonlyMap<string, number>;

const TICKS_PER_SECOND = 100;
const KIB = 1_024;

/**
 * What the processes of a stack have used, as the kernel counts it: CPU time says what work costs where wall time says
 * how busy the machine was besides.
 */
export class Meter {
	/** PostgreSQL's sessions come and go; what an ended one had used stays counted. */
	private readonly sessions = new Map<number, { readonly name: string; readonly seconds: number }>();

	constructor(
		private readonly parts: readonly Metered[],
		private readonly postmaster: number | null,
	) {}

	cpu(): CpuSeconds {
		const spent = new Map(this.parts.map(({ name, pid }) => [name, secondsOf(pid)]));
		for (const pid of childrenOf(this.postmaster))
			this.sessions.set(pid, { name: sessionName(pid), seconds: secondsOf(pid) });
		for (const { name, seconds } of this.sessions.values()) spent.set(name, (spent.get(name) ?? 0) + seconds);
		return spent;
	}

	/** From here on peaks are counted anew. */
	forgetPeaks(): void {
		for (const { pid } of this.parts) writeFileSync(`/proc/${pid}/clear_refs`, '5');
	}

	/** The most memory that each part has held since, in bytes. */
	peaks(): ReadonlyMap<string, number> {
		return new Map(this.parts.map(({ name, pid }) => [name, peakOf(pid)]));
	}
}

export const usedBetween = (before: CpuSeconds, after: CpuSeconds): Map<string, number> =>
	new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));

function secondsOf(pid: number): number {
	// The second field is the command in brackets, which may hold blanks of its own.
	const fields = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
	return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}

const peakOf = (pid: number): number => Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) * KIB;

function childrenOf(pid: number | null): number[] {
	if (pid === null) return [];
	return readdirSync(`/proc/${pid}/task`)
		.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(/\s+/))
		.filter(Boolean)
		.map(Number);
}

/** PostgreSQL names its processes itself: `postgres: member_service askes 127.0.0.1(4711) idle`, `postgres: walwriter`. */
function sessionName(pid: number): string {
	const [, role, database] = /^postgres: (\S+) (\S*)/.exec(read(pid, 'cmdline').replaceAll('\0', ' ')) ?? [];
	return role !== undefined && database === 'askes' ? `postgres for ${role}` : 'postgres itself';
}

function read(pid: number, file: string): string {
	try {
		return readFileSync(`/proc/${pid}/${file}`, 'utf8');
	} catch {
		// It has ended meanwhile.
		return '';
	}
}
