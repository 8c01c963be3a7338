import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { RUNS, type Sample, sampleOf, shown } from './measure';
import { PEER_WORK, PEERS, preparePeers } from './peers';

interface Result {
	readonly ms: number;
	readonly claims: number;
	readonly lines: number;
	readonly cents: number;
	readonly bytes: number;
	readonly rss: number;
	/** Milliseconds of processor time of the whole process: its start, its compilers and its garbage too. */
	readonly cpu: number;
}

type Runtime = keyof typeof RUNTIMES;

interface Reader {
	readonly name: string;
	readonly runtime: Runtime;
	readonly command: (file: string) => string[];
}

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);
const LINES = 3;
/** As the peers' own table shows them: limits and parsers differ by up to three times, so each is held against ours under the same. */
const RUNTIMES = { Bun: process.execPath, Node: 'node' };
const OURS = join(import.meta.dir, 'x12-reader.ts');
/** Node reads no TypeScript. */
const OURS_FOR_NODE = join(PEER_WORK, 'ours.mjs');

const underEach = (name: string, argsFor: (runtime: Runtime, file: string) => string[]): readonly Reader[] =>
	(Object.keys(RUNTIMES) as Runtime[]).map((runtime) => ({
		name: `${name} under ${runtime}`,
		runtime,
		command: (file) => [RUNTIMES[runtime], ...argsFor(runtime, file)],
	}));

const ours = (name: string, ...flags: string[]) =>
	underEach(name, (runtime, file) => [runtime === 'Bun' ? OURS : OURS_FOR_NODE, file, ...flags]);

const peer = (which: string) =>
	underEach(which, (_, file) => [join(PEER_WORK, 'src/limits/x12.mjs'), which, file]);

/** A split into strings and an extraction of a few fields are no parsers: they are what a careful parser can come near to. */
const READERS: readonly Reader[] = [
	...ours('ours'),
	...ours('ours, with the check against the guide,', 'check'),
	...[
		'node-x12',
		'node-x12-stream',
		'x12-parser',
		'x12-parser-grouped',
		'node-x12-edi',
		'split',
		'extract',
	].flatMap(peer),
];

/** 837P to typed and validated claims, beside npm's parsers and bare scans on the same file; each run a process of its own. */
export async function x12(): Promise<void> {
	await preparePeers();
	await Bun.build({
		entrypoints: [OURS],
		outdir: dirname(OURS_FOR_NODE),
		naming: basename(OURS_FOR_NODE),
		target: 'node',
		conditions: ['bun'],
	});
	const file = join(PEER_WORK, `claims-${CLAIMS}.837`);
	if (!existsSync(file)) await generate(file);
	const results = new Map<string, Result[]>(READERS.map(({ name }) => [name, []]));
	for (let round = 0; round < RUNS; round++) {
		for (const { name, command } of READERS) {
			const result = await once(command(file));
			if (result) results.get(name)?.push(result);
		}
	}
	for (const { name, runtime } of READERS)
		report(name, results.get(name) ?? [], results.get(`ours under ${runtime}`) ?? []);
}

/** The generator is called here, not run: as a program it writes to /dev/stdout, which cannot be opened where that is a socket. */
async function generate(file: string): Promise<void> {
	const { gen837 } = await import(join(PEERS, 'limits/gen837.ts'));
	const part = `${file}.part`;
	const writer = Bun.file(part).writer();
	for (const text of gen837(CLAIMS, 1, LINES)) {
		writer.write(text);
		await writer.flush();
	}
	await writer.end();
	await rename(part, file);
}

async function once(command: string[]): Promise<Result | undefined> {
	const { out, cpu } = await run(['timeout', '120', ...command]);
	const line = out.split('\n').find((text) => text.startsWith('RESULT '));
	return line ? { ...JSON.parse(line.slice('RESULT '.length)), cpu } : undefined;
}

/** Ratios are taken within a round, so that a slow minute of the machine falls on both sides. */
function report(name: string, all: readonly Result[], own: readonly Result[]): void {
	const [first] = all;
	if (!first || all.length < RUNS) {
		console.log(`${name}: failed`);
		return;
	}
	const isRight = first.claims === CLAIMS && first.lines === CLAIMS * LINES;
	const speed = sampleOf(all.map(({ bytes, ms }) => bytes / 1e3 / ms));
	const ratio: Sample = sampleOf(all.map(({ ms }, round) => ms / (own[round]?.ms ?? Number.NaN)));
	const cpu = sampleOf(all.map(({ cpu }) => cpu));
	const cpuRatio = sampleOf(all.map(({ cpu }, round) => cpu / (own[round]?.cpu ?? Number.NaN)));
	const rss = Math.max(...all.map(({ rss }) => rss)) / 2 ** 20;
	const saw = isRight ? '' : `; saw ${first.claims} claims, ${first.lines} lines`;
	console.log(
		`${name}: ${shown(speed, 'MB/s')}, ours is ${shown(ratio, '×')} as fast; ${shown(cpu, 'ms')} CPU, ours ${shown(cpuRatio, '×')}; peak ${rss.toFixed(0)} MB${saw}`,
	);
}

async function run(command: string[]): Promise<{ out: string; cpu: number }> {
	const child = Bun.spawn(command, { cwd: join(PEER_WORK, 'src'), stdout: 'pipe', stderr: 'ignore' });
	const out = await new Response(child.stdout).text();
	await child.exited;
	return { out, cpu: Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1e3 };
}
