import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Plain Node without dependencies: this runs on a fresh clone, before anything is installed. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const suffix = process.platform === 'win32' ? '.exe' : '';
const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const version = packageJson.devDependencies.bun;
/** Bun from npm, where the modules could not bring it. */
const ownFolder = join(root, '.askes', 'bun');
/** Says which lockfile and patches the modules were installed for. */
const stamp = join(root, 'node_modules', '.askes-installed');
/** What an `npm install` leaves behind. It knows nothing of patches, and puts its own copies in the place of ours. */
const npmsTrace = join(root, 'node_modules', '.package-lock.json');

/** The Bun that this project wants, or null when this machine has none yet. */
function findBun() {
	return candidates().find(isRightBun) ?? null;
}

/** The Bun that this project wants, fetched through npm when it is not here. */
function ensureBun() {
	return findBun() ?? installBun();
}

/** Bun with the modules in place. What the system refuses meanwhile is told in a sentence: it is nobody's bug. */
export function ensureReady() {
	try {
		const bun = ensureBun();
		ensureModules(bun);
		return bun;
	} catch (error) {
		if (error.syscall === undefined) throw error;
		say(`${error.message}: something is to be installed there; run it once as the owner of the project`);
		process.exit(1);
	}
}

/** Installs the modules when there are none, when npm installed over them, or when the lockfile or a patch of a module changed since. */
function ensureModules(bun) {
	const hash = createHash('sha256');
	for (const file of ['bun.lock', ...Object.values(packageJson.patchedDependencies ?? {})])
		hash.update(readFileSync(join(root, file)));
	const wanted = `${version} ${hash.digest('hex')}`;
	if (!existsSync(npmsTrace) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
	say('installing modules (bun install)');
	const began = Date.now();
	run(bun, ['install', '--frozen-lockfile'], root);
	rmSync(npmsTrace, { force: true });
	mkdirSync(dirname(stamp), { recursive: true });
	writeFileSync(stamp, wanted);
	say(`modules installed after ${seconds(began)} s`);
}

/** Runs Bun in our place: signals go to it, and its exit code is ours. */
export function handOver(bun, args, { cwd = process.cwd(), endWithParent = false, env = {} } = {}) {
	const child = spawn(bun, args, {
		cwd,
		stdio: 'inherit',
		env: { ...env, ...process.env, PATH: pathWith(bun) },
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('error', (error) => {
		say(error.message);
		process.exit(1);
	});
	child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
	if (endWithParent) watchParent(() => child.kill('SIGTERM'));
}

/** A line about what is going on; stdout belongs to the command that follows. */
export function say(text) {
	process.stderr.write(`askes: ${text}\n`);
}

function candidates() {
	const modules = join(root, 'node_modules');
	return [
		...binariesIn(modules),
		// Bun's isolated layout keeps each package in a folder of its own.
		...children(join(modules, '.bun'), /^@oven\+bun-|^bun@/).flatMap((folder) =>
			binariesIn(join(folder, 'node_modules')),
		),
		...binariesIn(join(ownFolder, 'node_modules')),
		...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, `bun${suffix}`)),
	].filter((path) => existsSync(path));
}

/**
 * The platform's package holds the binary; the package `bun` gets it from there by a script, where scripts are allowed.
 * There may be several variants (musl, baseline): the one that runs here is the right one.
 */
function binariesIn(modules) {
	return [
		...children(join(modules, '@oven'), /^bun-/).map((folder) => join(folder, 'bin', `bun${suffix}`)),
		join(modules, 'bun', 'bin', 'bun.exe'),
	];
}

function children(folder, pattern) {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => pattern.test(name))
		.map((name) => join(folder, name));
}

function isRightBun(path) {
	const asked = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 10_000 });
	return asked.status === 0 && asked.stdout.trim() === version;
}

function installBun() {
	say(`fetching Bun ${version} through npm (about 40 MB, once)`);
	const began = Date.now();
	mkdirSync(dirname(ownFolder), { recursive: true });
	// In a folder of its own until it is whole: two may begin at once, and either may be killed.
	const draft = mkdtempSync(`${ownFolder}-`);
	try {
		// A package of its own, so that npm does not take the project around it for the place to install in.
		writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
		const install = ['install', '--prefix', draft, '--no-save', '--no-package-lock', '--ignore-scripts'];
		const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
		const [command, ...first] = npm();
		run(command, [...first, ...install, ...quiet, `bun@${version}`], draft);
		if (findBun() === null) putInPlace(draft);
	} finally {
		rmSync(draft, { recursive: true, force: true });
	}
	const bun = findBun();
	if (bun === null) {
		say(
			`no Bun ${version} runs on ${process.platform} ${process.arch}; install it from https://bun.com and try again`,
		);
		process.exit(1);
	}
	say(`Bun ${version} is here after ${seconds(began)} s`);
	return bun;
}

function putInPlace(draft) {
	// Made for its owner alone; the project may be another account's to run.
	chmodSync(draft, 0o755);
	rmSync(ownFolder, { recursive: true, force: true });
	try {
		renameSync(draft, ownFolder);
	} catch (error) {
		// Somebody else was a moment faster, with the same Bun.
		if (findBun() === null) throw error;
	}
}

/** The npm that started us, or the one on the path. */
function npm() {
	const path = process.env.npm_execpath;
	if (path?.endsWith('.js') && existsSync(path)) return [process.execPath, path];
	return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

function run(command, args, cwd) {
	// What a tool says goes to stderr: stdout belongs to the command that follows.
	const { status, error } = spawnSync(command, args, {
		cwd,
		stdio: ['ignore', 2, 2],
		shell: command.endsWith('.cmd'),
	});
	if (status === 0) return;
	say(`${command} ${args[0]} failed${error ? `: ${error.message}` : ''}`);
	process.exit(1);
}

/** Scripts that say `bun` mean this one, also where its file has another name. */
function pathWith(bun) {
	const folder = basename(bun) === `bun${suffix}` ? dirname(bun) : linkFolderOf(bun);
	return [folder, process.env.PATH].filter(Boolean).join(delimiter);
}

/** Null in a project that this account may only read: commands run there, and only scripts that say `bun` do not. */
function linkFolderOf(bun) {
	const folder = join(root, '.askes', 'bin');
	const link = join(folder, 'bun');
	try {
		mkdirSync(folder, { recursive: true });
		if (!existsSync(link) || realpathSync(link) !== realpathSync(bun)) {
			rmSync(link, { force: true });
			symlinkSync(bun, link);
		}
		return folder;
	} catch {
		return null;
	}
}

/** Asked at once: later it may be somebody else already. */
const PARENT = process.ppid;

/** npm that is killed cannot tell us; a new parent does. */
function watchParent(onLoss) {
	setInterval(() => process.ppid !== PARENT && onLoss(), 500).unref();
}

function seconds(began) {
	return ((Date.now() - began) / 1000).toFixed(1);
}
