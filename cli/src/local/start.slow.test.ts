import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServiceName } from '@claims-askes/contracts/services';
import { removeEmbeddedPostgres } from './postgres';
import { PROJECT_ROOT } from './project';
import { down, layoutOf, type PartStatus, status } from './stack';
import { unusedOffset } from './testing/unused-offset';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

interface Run {
	readonly child: Bun.Subprocess<'ignore', 'ignore', 'pipe'>;
	said(): string;
	/** Waits until it has said this. */
	says(what: string): Promise<void>;
}

const NAMES: ServiceName[] = ['claims-service', 'identity-service'];

/** A project of its own with two services that start at once, so that `npm start` is tried and not the services. */
let project: string;
let portOffset: number;
const started: Run[] = [];

beforeEach(() => {
	project = mkdtempSync(join(tmpdir(), 'askes-test-'));
	portOffset = unusedOffset();
	cpSync(dirname(import.meta.dir), join(project, 'cli/src'), { recursive: true });
	symlinkSync(join(PROJECT_ROOT, 'cli/node_modules'), join(project, 'cli/node_modules'));
	copyFileSync(join(PROJECT_ROOT, 'package.json'), join(project, 'package.json'));
	for (const name of NAMES) {
		const entry = entryOf(name);
		mkdirSync(dirname(entry), { recursive: true });
		copyFileSync(join(import.meta.dir, 'testing/fake-service.ts'), entry);
	}
});

afterEach(async () => {
	for (const { child } of started.splice(0)) child.kill('SIGKILL');
	await down(place());
	await removeEmbeddedPostgres(layoutOf(place()).folder);
	rmSync(project, { recursive: true, force: true });
});

test('it shows the stack, stays until Ctrl-C, and then stops everything in order', async () => {
	const run = npmStart();
	await run.says('press Ctrl-C to stop');
	expect(run.said()).toContain('the stack is ready after');
	expect(await states()).toEqual(['ready', 'ready', 'ready', 'ready']);
	run.child.kill('SIGINT');
	expect(await run.child.exited).toBe(0);
	expect(await states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
	const said = run.said();
	expect(said.indexOf('stopping claims-service')).toBeLessThan(said.indexOf('stopping identity-service'));
	expect(said.indexOf('stopping identity-service')).toBeLessThan(said.indexOf('stopping PostgreSQL'));
});

test('with --exit it ends by itself', async () => {
	const run = npmStart('--exit');
	expect(await run.child.exited).toBe(0);
	expect(await states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
});

test('after kill -9 the next start finds every part and looks after it', async () => {
	const first = npmStart();
	await first.says('press Ctrl-C to stop');
	const before = await pids();
	first.child.kill('SIGKILL');
	await first.child.exited;
	const second = npmStart();
	await second.says('press Ctrl-C to stop');
	expect(await pids()).toEqual(before);
	process.kill(before[2] ?? 0, 'SIGKILL');
	await second.says('claims-service ended; starting again');
	second.child.kill('SIGTERM');
	expect(await second.child.exited).toBe(0);
	expect(await states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
});

test('a second start takes the stack over from the first, and nothing is started twice or stopped', async () => {
	const first = npmStart();
	await first.says('press Ctrl-C to stop');
	const before = await pids();
	const second = npmStart();
	await second.says('press Ctrl-C to stop');
	expect(await first.child.exited).toBe(0);
	expect(first.said()).toContain('another npm start took the stack over');
	expect(await pids()).toEqual(before);
});

test('Ctrl-C while it is still starting stops what was started', async () => {
	const run = npmStart();
	await run.says('PostgreSQL: starting');
	run.child.kill('SIGINT');
	await run.child.exited;
	expect(await states()).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
});

test('an option that it does not know is answered with those it does', async () => {
	const run = npmStart('--port-ofset', '1');
	expect(await run.child.exited).toBe(2);
	expect(run.said()).toContain('--port-offset');
	expect(existsSync(join(project, '.askes'))).toBe(false);
});

const entryOf = (name: ServiceName) => join(project, 'services', name, 'src/main.ts');

const place = () => ({
	dataDir: join(project, '.askes'),
	portOffset,
	services: NAMES.map((name) => ({ name, entry: entryOf(name) })),
});

const parts = (): Promise<PartStatus[]> => status(place());
const states = async () => (await parts()).map((part) => part.state);
const pids = async () => (await parts()).map((part) => part.pid);

function npmStart(...args: string[]): Run {
	const child = Bun.spawn([process.execPath, join(project, 'cli/src/local/start.ts'), ...args], {
		cwd: project,
		stdio: ['ignore', 'ignore', 'pipe'],
		env: { PATH: process.env.PATH ?? '', ASKES_PORT_OFFSET: String(portOffset) },
	});
	let text = '';
	void child.stderr.pipeTo(
		new WritableStream({
			write(chunk: Uint8Array) {
				text += new TextDecoder().decode(chunk);
			},
		}),
	);
	const run: Run = {
		child,
		said: () => text,
		async says(what) {
			const deadline = performance.now() + 30_000;
			while (!text.includes(what)) {
				if (performance.now() > deadline || child.exitCode !== null) {
					throw new Error(`it never said "${what}":\n${text}`);
				}
				await Bun.sleep(20);
			}
		},
	};
	started.push(run);
	return run;
}
