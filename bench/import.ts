import { join } from 'node:path';
import { GENERATED_PERIOD, generateClaims } from '@claims-askes/cli/src/local/generate/generate-claims';
import { generatePopulation } from '@claims-askes/cli/src/local/generate/generate-population';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { ClaimWriter } from '@claims-askes/sdk/x12';
import postgres from 'postgres';
import { CopyPeer } from './copy-peer';
import { RUNS, sampleOf, shown } from './measure';
import { Meter, usedBetween } from './meter';
import { type BenchStack, type PartStatus, startStack } from './stack';

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);
/** How many claims are stored before the import is measured again; none unless said. */
const GROWN_TO = Number(Bun.env.GROWN_TO ?? 0);

const MEBI = 1_048_576;

interface Imported {
	readonly claims: { readonly accepted: number; readonly duplicate: number };
	readonly batch_id: string;
	readonly seconds: number;
}

/**
 * An 837P of three-line claims through the command line and HTTP into the database, events recorded; `COPY` of the very
 * same rows into the same schema on the same server; then the same file again, all known.
 */
export async function importing(): Promise<void> {
	const stack = await startStack();
	const sql = postgres(stack.adminUrl(), { max: 1, onnotice: () => {} });
	const peer = new CopyPeer(sql, stack.adminUrl());
	try {
		const bench = new ImportBench(stack, sql, peer, await leaveIntakeAlone(stack));
		const small = await bench.measure('');
		if (GROWN_TO > 0) {
			await bench.grow(GROWN_TO);
			const grown = await bench.measure(`, ${GROWN_TO} stored`);
			console.log(
				`with ${GROWN_TO} stored, PostgreSQL's CPU a claim is ${(grown / small).toFixed(2)} × that with few`,
			);
		}
	} finally {
		await sql.end();
		await peer.remove();
		await stack.remove();
	}
}

class ImportBench {
	private seed = 0;

	constructor(
		private readonly stack: BenchStack,
		private readonly sql: ReturnType<typeof postgres>,
		private readonly peer: CopyPeer,
		private readonly meter: Meter,
	) {}

	/** Answers what a new claim costs PostgreSQL. */
	async measure(when: string): Promise<number> {
		const [fresh, again, copied, ratio]: number[][] = [[], [], [], []];
		const cpu: Map<string, number>[] = [];
		const copyCpu: number[] = [];
		const held: number[] = [];
		for (let run = 1; run <= RUNS; run++) {
			const file = await this.newFile(CLAIMS);
			this.meter.forgetPeaks();
			const first = await this.metered(() =>
				this.stack.askes<Imported>('claims', 'import', file, '--no-acks'),
			);
			const second = await this.metered(() =>
				this.stack.askes<Imported>('claims', 'import', file, '--no-acks'),
			);
			held.push((this.meter.peaks().get('claims-service') ?? 0) / MEBI);
			await this.peer.prepare(first.result.batch_id);
			const copy = await this.metered(() => this.peer.put());
			fresh?.push(CLAIMS / first.result.seconds);
			again?.push(CLAIMS / second.result.seconds);
			copied?.push(CLAIMS / copy.result);
			ratio?.push(copy.result / first.result.seconds);
			cpu.push(first.cpu);
			copyCpu.push(sumOf(copy.cpu, /^postgres/));
			await Bun.file(file).delete();
		}
		const each = (seconds: number) => ((seconds / CLAIMS) * 1e6).toFixed(0);
		const mid = (values: readonly number[]) => sampleOf(values).median;
		console.log(
			`import${when}, ${CLAIMS} claims of three lines   ${shown(sampleOf(fresh ?? []), 'claims/s')}`,
		);
		console.log(`the same file again, all known            ${shown(sampleOf(again ?? []), 'claims/s')}`);
		console.log(`COPY of the same rows                     ${shown(sampleOf(copied ?? []), 'claims/s')}`);
		console.log(`import / COPY                             ${shown(sampleOf(ratio ?? []), '×')}`);
		const postgresCpu = mid(cpu.map((spent) => sumOf(spent, /^postgres/)));
		for (const [name, pattern] of [
			['askes', /^askes$/],
			['claims-service', /^claims-service$/],
			['PostgreSQL', /^postgres/],
		] as const)
			console.log(
				`  µs CPU a claim, ${name.padEnd(16)} ${each(mid(cpu.map((spent) => sumOf(spent, pattern))))}`,
			);
		console.log(`  µs CPU a claim, COPY in PostgreSQL ${each(mid(copyCpu))}`);
		console.log(`  most memory, claims-service        ${shown(sampleOf(held), 'MiB')}`);
		return postgresCpu;
	}

	/** Imports until so many are stored. */
	async grow(count: number): Promise<void> {
		for (;;) {
			const [stored] = await this.sql<
				{ claims: number }[]
			>`select count(*)::int as claims from claims_service.claims`;
			const missing = count - (stored?.claims ?? 0);
			if (missing <= 0) break;
			const file = await this.newFile(Math.min(missing, 100_000));
			await this.stack.askes('claims', 'import', file, '--no-acks');
			await Bun.file(file).delete();
		}
		await this.sql`checkpoint`;
	}

	private async newFile(count: number): Promise<string> {
		const file = join(this.stack.folder, `${++this.seed}.837`);
		await writeThreeLineClaims(file, count, this.seed);
		return file;
	}

	private async metered<T>(work: () => Promise<T>) {
		const look = () => new Map([...this.meter.cpu(), ['askes', this.stack.commandSeconds()]]);
		const before = look();
		const result = await work();
		return { result, cpu: usedBetween(before, look()) };
	}
}

/**
 * Stops the services that would go on to work on each claim: `COPY` has none of them. What stays is what a claim needs
 * to be taken in.
 */
async function leaveIntakeAlone(stack: BenchStack): Promise<Meter> {
	const { parts } = await stack.askes<{ parts: PartStatus[] }>('status');
	const needed = new Set(['claims-service', 'identity-service', 'broker', 'postgres']);
	for (const { name, pid } of parts) if (pid !== null && !needed.has(name)) process.kill(pid, 'SIGTERM');
	const left = parts.flatMap(({ name, pid }) =>
		pid !== null && needed.has(name) && name !== 'postgres' ? [{ name, pid }] : [],
	);
	return new Meter(left, parts.find(({ name }) => name === 'postgres')?.pid ?? null);
}

const PEOPLE = { seed: 1, members: 5_000, providers: 200 };

/** Generated claims, each with three lines. */
async function writeThreeLineClaims(file: string, count: number, seed: number): Promise<void> {
	const options = {
		sender: { id: 'BENCH' },
		receiver: { id: 'ASKES01' },
		controlNumber: seed,
		at: '2026-07-01T12:00',
	};
	const writer = new ClaimWriter({ ...options, usage: 'test', lineEnd: '\n' });
	const output = Bun.file(file).writer();
	for (const claim of generateClaims(generatePopulation(PEOPLE), { seed, count, ...GENERATED_PERIOD })) {
		output.write(writer.write(withThreeLines(claim)));
		await output.flush();
	}
	output.write(writer.end());
	await output.end();
}

function withThreeLines(claim: CanonicalClaim): CanonicalClaim {
	const lines = [0, 1, 2].flatMap((at) => {
		const line = claim.lines[at % claim.lines.length];
		return line ? [{ ...line, number: at + 1, charge: '100.00', units: 1 }] : [];
	});
	return { ...claim, currency: 'USD', lines, total_charge: '300.00' };
}

function sumOf(spent: ReadonlyMap<string, number>, pattern: RegExp): number {
	return [...spent].reduce((sum, [name, seconds]) => sum + (pattern.test(name) ? seconds : 0), 0);
}
