import { afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

/** Stands where Bun would: it knows its version, and writes down what it was asked to do. */
const fakeBun = (version: string) => `#!/bin/sh
[ "$1" = --version ] && { echo ${version}; exit 0; }
echo "$PWD: $*" >> "$JOURNAL"
[ "$1" = exit ] && exit "$2"
[ "$1" = die ] && kill -9 $$
[ "$1" = ask ] && bun --version >> "$JOURNAL"
exit 0
`;

/** Goes on until it is told to stop, as the stack does. */
const WAITING_BUN = `#!/bin/sh
[ "$1" = --version ] && { echo 9.9.9; exit 0; }
[ "$1" = install ] && exit 0
trap 'echo stopped >> "$JOURNAL"; exit 0' TERM
echo up >> "$JOURNAL"
while :; do sleep 0.1; done
`;

/** Stands where npm would, and brings the fake Bun in the way npm does where scripts are not allowed. */
const FAKE_NPM = `#!/bin/sh
echo "npm: $*" >> "$JOURNAL"
mkdir -p node_modules/@oven/bun-linux-x64/bin
cp "$FAKE_BUN" node_modules/@oven/bun-linux-x64/bin/bun
`;

let room: string;
let project: string;
let journal: string;

beforeEach(() => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	project = join(room, 'project');
	journal = join(room, 'journal');
	mkdirSync(join(project, 'cli/bin'), { recursive: true });
	for (const file of ['bun.mjs', 'start.mjs', 'with-bun.mjs', 'askes.mjs']) {
		copyFileSync(join(import.meta.dir, file), join(project, 'cli/bin', file));
	}
	writeFileSync(
		join(project, 'package.json'),
		JSON.stringify({ devDependencies: { bun: '9.9.9' }, patchedDependencies: { 'tea@1': 'tea.patch' } }),
	);
	writeFileSync(join(project, 'tea.patch'), 'sweeter');
	writeFileSync(join(project, 'bun.lock'), 'one');
	executable(join(room, 'bun-9.9.9'), fakeBun('9.9.9'));
	executable(join(room, 'bin/npm'), FAKE_NPM);
	symlinkSync(Bun.which('node') ?? '', join(room, 'bin/node'));
});

afterEach(() => rmSync(room, { recursive: true, force: true }));

test('on a machine without Bun it is fetched through npm once, without running scripts', () => {
	expect(withBun('hello').status).toBe(0);
	expect(withBun('again').status).toBe(0);
	// npm's own folder has another name until all is there: two may begin at once, and either may be killed.
	expect(written().map((line) => line.replace(/\.askes\/bun-\w+/, '.askes/bun-DRAFT'))).toEqual([
		`npm: install --prefix ${project}/.askes/bun-DRAFT --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error bun@9.9.9`,
		`${project}: install --frozen-lockfile`,
		`${project}: hello`,
		`${project}: again`,
	]);
	expect(readdirSync(join(project, '.askes'))).not.toContainEqual(expect.stringMatching(/^bun-/));
	expect(statSync(join(project, '.askes/bun')).mode & 0o755).toBe(0o755);
});

test('a Bun that somebody else brought meanwhile is taken', () => {
	// npm brings nothing here, and the other's Bun lies in its place when it is done.
	executable(join(room, 'bin/npm'), `#!/bin/sh\ncd "$(dirname "$PWD")" && mkdir bun && cd bun\n${FAKE_NPM}`);
	withBun('hello');
	expect(written().at(-1)).toBe(`${project}: hello`);
	expect(readdirSync(join(project, '.askes'))).toEqual(['bun']);
});

test('a project that may only be read runs', () => {
	executable(join(project, 'node_modules/bun/bin/bun.exe'), fakeBun('9.9.9'));
	withBun('installs');
	rmSync(join(project, '.askes'), { recursive: true });
	// Root may write anywhere, but nobody into a file as if it were a folder.
	writeFileSync(join(project, '.askes'), '');
	expect(withBun('hello').status).toBe(0);
	expect(written().at(-1)).toBe(`${project}: hello`);
});

test('what cannot be installed is told in a sentence', () => {
	writeFileSync(join(project, '.askes'), '');
	const { status, stderr } = withBun('hello');
	expect(status).toBe(1);
	expect(stderr).toMatch(/^askes: .*\.askes.*as the owner of the project$/m);
	expect(stderr).not.toContain('    at ');
});

test('what CONTRIBUTING names runs on a machine that has only Node and npm', async () => {
	const { scripts } = (await Bun.file(join(import.meta.dir, '../../package.json')).json()) as {
		scripts: Record<string, string>;
	};
	const commands = Object.values(scripts).flatMap((script) => script.split(' && '));
	expect(commands.filter((command) => !/^(node cli\/bin\/|npm )/.test(command))).toEqual([]);
});

test('a Bun on the path is used when it has the right version, and passed over when it has not', () => {
	executable(join(room, 'bin/bun'), fakeBun('1.0.0'));
	withBun('first');
	expect(written()[0]).toStartWith('npm: install');
	rmSync(join(project, '.askes'), { recursive: true });
	rmSync(journal);
	executable(join(room, 'bin/bun'), fakeBun('9.9.9'));
	withBun('second');
	expect(written()).toEqual([`${project}: second`]);
});

test('of several variants the one that runs on this machine is taken', () => {
	executable(join(project, 'node_modules/@oven/bun-linux-x64-musl/bin/bun'), '#!/none/of/this\n');
	executable(
		join(project, 'node_modules/bun/bin/bun.exe'),
		'#!/bin/sh\necho run the install script first >&2; exit 1\n',
	);
	executable(
		join(project, 'node_modules/.bun/@oven+bun-linux-x64@9.9.9/node_modules/@oven/bun-linux-x64/bin/bun'),
		fakeBun('9.9.9'),
	);
	withBun('hello');
	expect(written()).toEqual([`${project}: install --frozen-lockfile`, `${project}: hello`]);
});

test('modules are installed again when the lockfile or a patch changed, and only then', () => {
	executable(join(room, 'bin/bun'), fakeBun('9.9.9'));
	mkdirSync(join(project, 'node_modules'));
	withBun('one');
	withBun('two');
	writeFileSync(join(project, 'bun.lock'), 'another');
	withBun('three');
	writeFileSync(join(project, 'tea.patch'), 'less sweet');
	withBun('four');
	expect(written().map((line) => line.slice(project.length + 2))).toEqual([
		'install --frozen-lockfile',
		'one',
		'two',
		'install --frozen-lockfile',
		'three',
		'install --frozen-lockfile',
		'four',
	]);
});

test('modules are installed again after somebody ran `npm install`, which undoes the patches', () => {
	executable(join(room, 'bin/bun'), fakeBun('9.9.9'));
	mkdirSync(join(project, 'node_modules'));
	withBun('one');
	writeFileSync(join(project, 'node_modules/.package-lock.json'), '{}');
	withBun('two');
	withBun('three');
	expect(written().map((line) => line.slice(project.length + 2))).toEqual([
		'install --frozen-lockfile',
		'one',
		'install --frozen-lockfile',
		'two',
		'three',
	]);
});

test('scripts that say `bun` get the one that was found, whatever its file is called', () => {
	executable(join(project, 'node_modules/bun/bin/bun.exe'), fakeBun('9.9.9'));
	withBun('ask');
	expect(written().at(-1)).toBe('9.9.9');
});

test("the exit code is the command's own, also when it was killed", () => {
	executable(join(room, 'bin/bun'), fakeBun('9.9.9'));
	mkdirSync(join(project, 'node_modules'));
	expect(withBun('exit', '3').status).toBe(3);
	expect(withBun('die').status).toBe(137);
});

test('when npm is killed the stack that it started is told to stop', async () => {
	executable(join(room, 'bin/bun'), WAITING_BUN);
	mkdirSync(join(project, 'node_modules'));
	const start = `${join(room, 'bin/node')} ${join(project, 'cli/bin/start.mjs')}`;
	const npm = Bun.spawn(['sh', '-c', `${start} & wait`], { env: environment(), stderr: 'ignore' });
	await until(() => existsSync(journal) && written().includes('up'));
	npm.kill('SIGKILL');
	await until(() => written().includes('stopped'));
	await npm.exited;
});

test('help and version are answered from the manifest alone, without Bun and without installing anything', () => {
	writeFileSync(
		join(project, 'cli/oclif.manifest.json'),
		JSON.stringify({
			version: '1.2.3',
			help: { '': 'root\n', claims: 'topic\n', 'claims import': 'command\n' },
		}),
	);
	expect(askes().stdout).toBe('root\n');
	expect(askes('--help').stdout).toBe('root\n');
	expect(askes('help', 'claims').stdout).toBe('topic\n');
	expect(askes('claims', '--help').stdout).toBe('topic\n');
	expect(askes('claims', 'import', 'some.837', '--help').stdout).toBe('command\n');
	expect(askes('--version').stdout).toBe('askes 1.2.3\n');
	expect(existsSync(journal)).toBe(false);
});

test('what the manifest cannot answer goes to the command line under Bun, in the folder of the caller', () => {
	writeFileSync(
		join(project, 'cli/oclif.manifest.json'),
		JSON.stringify({ version: '1', help: { '': 'root\n' } }),
	);
	executable(join(room, 'bin/bun'), fakeBun('9.9.9'));
	mkdirSync(join(project, 'node_modules'));
	askes('claims', 'show', '--', '--help');
	askes('nonsense', '--help');
	expect(written().slice(1)).toEqual([
		`${room}: ${project}/cli/src/main.ts claims show -- --help`,
		`${room}: ${project}/cli/src/main.ts nonsense --help`,
	]);
});

const withBun = (...args: string[]) => run('with-bun.mjs', args);
const askes = (...args: string[]) => run('askes.mjs', args);

function run(script: string, args: string[]) {
	return spawnSync(join(room, 'bin/node'), [join(project, 'cli/bin', script), ...args], {
		cwd: room,
		encoding: 'utf8',
		env: environment(),
	});
}

/** Nothing of this process's own npm or Bun may help. */
const environment = () => ({
	PATH: `${join(room, 'bin')}:/usr/bin:/bin`,
	JOURNAL: journal,
	FAKE_BUN: join(room, 'bun-9.9.9'),
});

async function until(condition: () => boolean): Promise<void> {
	const deadline = performance.now() + 60_000;
	while (!condition()) {
		if (performance.now() > deadline) throw new Error('waited in vain');
		await Bun.sleep(20);
	}
}

const written = (): string[] => readFileSync(journal, 'utf8').trim().split('\n');

function executable(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
	chmodSync(path, 0o755);
}
