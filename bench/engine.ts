import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { decide } from '@claims-askes/engine';
import { benchCase, benchClaims } from './engine-case';
import { RUNS, type Sample, sampleOf } from './measure';

const CASES = Number(Bun.env.CASES ?? 20_000);
const CPU_SECONDS = 1;
const MB = 1_048_576;
const ASKES = join(import.meta.dir, '..', 'cli', 'bin', 'askes.mjs');

/** What one core decides: the engine alone, and `askes adjudication decide --ndjson` from bytes to bytes. */
export async function engine(): Promise<void> {
	console.log(`three-line claims a second of CPU time, all rules at work; median (least–most) of ${RUNS}`);
	for (const trace of [false, true]) {
		runEngine(trace);
		const rates = Array.from({ length: RUNS }, () => runEngine(trace));
		console.log(row(trace ? 'the engine, with trace' : 'the engine', sampleOf(rates)));
	}
	const folder = await mkdtemp(join(tmpdir(), 'askes-bench-engine-'));
	try {
		const file = join(folder, 'cases.ndjson');
		const bytes = await writeCases(file);
		console.log(
			`${CASES} cases, ${(bytes / MB).toFixed(0)} MB, each with its plan, contract, codes and history`,
		);
		for (const flags of [[], ['--explain']]) await decideFile(file, bytes, flags);
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** Decides for a second of CPU time. */
function runEngine(trace: boolean): number {
	const { facts } = benchCase();
	const claims = benchClaims();
	let decided = 0;
	const began = process.cpuUsage();
	let seconds = 0;
	while (seconds < CPU_SECONDS) {
		for (const claim of claims) decide(claim, facts, { trace });
		decided += claims.length;
		seconds = secondsOf(process.cpuUsage(began));
	}
	return decided / seconds;
}

async function writeCases(file: string): Promise<number> {
	const facts = JSON.stringify(benchCase().facts);
	const claims = benchClaims();
	const stream = createWriteStream(file);
	let bytes = 0;
	for (let at = 0; at < CASES; at++) {
		const line = `{"claim":${JSON.stringify(claims[at % claims.length])},"facts":${facts}}\n`;
		bytes += line.length;
		if (!stream.write(line)) await new Promise((resolve) => stream.once('drain', resolve));
	}
	stream.end();
	await finished(stream);
	return bytes;
}

/** The command as a process of its own, its start included. */
async function decideFile(file: string, bytes: number, flags: readonly string[]): Promise<void> {
	const rates: number[] = [];
	let memory = 0;
	for (let run = 0; run < RUNS; run++) {
		const command = ['node', ASKES, 'adjudication', 'decide', '--ndjson', file, ...flags];
		const child = Bun.spawn(command, { stdout: Bun.file('/dev/null'), stderr: 'ignore' });
		if ((await child.exited) !== 0) throw new Error('a case could not be read');
		const { cpuTime, maxRSS } = child.resourceUsage() ?? {};
		rates.push(CASES / (Number(cpuTime?.total ?? 0) / 1_000_000));
		memory = Math.max(memory, maxRSS ?? 0);
	}
	const sample = sampleOf(rates);
	const megabytes = ((bytes / CASES) * sample.median) / MB;
	const more = `${megabytes.toFixed(0)} MB/s, at most ${(memory / MB).toFixed(0)} MB in memory`;
	console.log(`${row(['decide --ndjson', ...flags].join(' '), sample)}  ${more}`);
}

const secondsOf = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000_000;

function row(name: string, { median, least, most }: Sample): string {
	const write = (rate: number) => Math.round(rate).toLocaleString('en');
	return `${name.padEnd(28)} ${write(median)} (${write(least)}–${write(most)})`;
}
