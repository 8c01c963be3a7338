import { join } from 'node:path';
import { folderBeside } from './audit/place';
import { SEAL_EVERY_MS, sealRegularly } from './audit/seal-regularly';
import { trailsOf } from './audit/trail';
import {
	findDead,
	findLiving,
	layoutOf,
	type Stack,
	type StackLayout,
	type StackOptions,
	supervisorOf,
	type UpOptions,
	up,
} from './stack';
import { launch } from './stack/process';
import { keepState, readState } from './stack/state';
import { withFolderLock } from './system/folder-lock';
import { pause as wait } from './system/pause';
import type { ProcessId } from './system/processes';

export interface SuperviseOptions extends UpOptions {
	readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 250;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** After this long without a death the next one is a first one again. */
const CALM_MS = 60_000;

/**
 * Leaves a process behind that starts again what dies of a stack that is up, unless somebody does that already; answers who
 * does. `down` ends it.
 */
export async function leaveSupervisor({ dataDir, portOffset, services }: StackOptions): Promise<ProcessId> {
	const { folder } = layoutOf({ dataDir, portOffset, services });
	return await withFolderLock(folder, async () => {
		const known = supervisorOf(folder);
		if (known !== null) return known;
		const supervisor = launch({
			...{ name: 'supervisor', entry: join(import.meta.dir, 'supervisor-main.ts'), folder },
			env: {
				...definedOnly(process.env),
				ASKES_SUPERVISED: JSON.stringify({ dataDir, portOffset, services }),
			},
		});
		keepState(folder, supervisor);
		return supervisor;
	});
}

const definedOnly = (env: NodeJS.ProcessEnv): Record<string, string> =>
	Object.fromEntries(
		Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
	);

/** Starts again what dies and seals the audit trail, until told to end or somebody else does it. */
export async function supervise(stack: Pick<Stack, 'layout'>, options: SuperviseOptions): Promise<void> {
	const { folder } = stack.layout;
	const ending = new AbortController();
	const sealing = sealRegularly(() => trailsOf(folder, options.adminUrl), folderBeside(folder), {
		everyMs: SEAL_EVERY_MS,
		signal: AbortSignal.any([options.signal, ending.signal]),
		say: (text) => options.onProgress?.(text),
	});
	try {
		await startWhatDies(stack, options);
	} finally {
		ending.abort();
		await sealing;
	}
}

/** The pause grows while it keeps dying. */
async function startWhatDies(
	stack: Pick<Stack, 'layout'>,
	{ signal, ...options }: SuperviseOptions,
): Promise<void> {
	let pause = FIRST_PAUSE_MS;
	let lastDeath = Number.NEGATIVE_INFINITY;
	while (!signal.aborted) {
		await wait(LOOK_EVERY_MS, signal);
		if (isRelieved(stack.layout.folder, options.supervisor)) return;
		const dead = findDead(stack.layout, options.adminUrl === undefined);
		if (dead.length === 0 || signal.aborted) continue;

		pause = performance.now() - lastDeath > CALM_MS ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
		lastDeath = performance.now();
		options.onProgress?.(`${dead.join(', ')} ended; starting again in ${pause / 1_000} s`);
		await wait(pause, signal);
		if (signal.aborted) return;
		await startAgain(stack.layout, { ...options, signal });
	}
}

/** Begins anew as soon as something else dies meanwhile: what is being started may wait for just that. */
async function startAgain(layout: StackLayout, options: SuperviseOptions): Promise<void> {
	const overtaken = new AbortController();
	let living = findLiving(layout);
	const watch = setInterval(() => {
		const before = living;
		living = findLiving(layout);
		if (!before.isSubsetOf(living)) overtaken.abort();
	}, LOOK_EVERY_MS);
	try {
		await up({ ...options, signal: AbortSignal.any([options.signal, overtaken.signal]) });
	} catch (error) {
		if (!overtaken.signal.aborted && error instanceof Error) options.onProgress?.(error.message);
	} finally {
		clearInterval(watch);
	}
}

/** Another has taken over, or the stack was stopped. */
function isRelieved(folder: string, self: ProcessId | null | undefined): boolean {
	return self != null && readState(folder).supervisor?.pid !== self.pid;
}
