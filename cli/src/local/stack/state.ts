import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readPrivateJson, writePrivateJson } from '../system/private-file';
import { isRunning, type ProcessId } from '../system/processes';

/** What runs: the processes by name, and the `npm start` that restarts what dies, if there is one. */
export interface StackState {
	readonly processes: Readonly<Record<string, ProcessId>>;
	readonly supervisor: ProcessId | null;
	/** What ended without being stopped and was started again. */
	readonly restarts?: Readonly<Record<string, Restarts>>;
}

export interface Restarts {
	readonly times: number;
	/** The last time, as an instant. */
	readonly last: string;
}

export interface StateKeeper {
	/** Whether nothing of this stack ran before, so that no port can still be held by it. */
	readonly isFirstStart: boolean;
	processOf(name: string): ProcessId | null;
	remember(name: string, process: ProcessId): void;
}

const stateIn = (folder: string) => join(folder, 'stack.json');

export function readState(folder: string): StackState {
	return readPrivateJson<StackState>(stateIn(folder)) ?? { processes: {}, supervisor: null };
}

/** The supervisor of this stack while it lives. */
export function supervisorOf(folder: string): ProcessId | null {
	const { supervisor } = readState(folder);
	return supervisor !== null && isRunning(supervisor) ? supervisor : null;
}

/** Keeps the state on disk at every step. */
export function keepState(folder: string, supervisor: ProcessId | null): StateKeeper {
	let state: StackState = { ...readState(folder), supervisor };
	writePrivateJson(stateIn(folder), state);
	return {
		isFirstStart: Object.keys(state.processes).length === 0,
		processOf: (name) => state.processes[name] ?? null,
		remember: (name, process) => {
			const { processes, restarts = {} } = state;
			const again =
				processes[name] === undefined
					? {}
					: { [name]: { times: (restarts[name]?.times ?? 0) + 1, last: new Date().toISOString() } };
			state = {
				...state,
				processes: { ...processes, [name]: process },
				restarts: { ...restarts, ...again },
			};
			writePrivateJson(stateIn(folder), state);
		},
	};
}

export function forgetState(folder: string): void {
	rmSync(stateIn(folder), { force: true });
}
