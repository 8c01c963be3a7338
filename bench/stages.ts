import type { Sql } from 'postgres';
import { type CpuSeconds, type Meter, usedBetween } from './meter';
import type { BenchStack } from './stack';

/** What a stage of the road took. */
interface Stage {
	readonly name: string;
	readonly seconds: number;
	/** CPU seconds by part. */
	readonly cpu: CpuSeconds;
	readonly walBytes: number;
	/** Rows written (added, changed or removed) by schema. */
	readonly rows: ReadonlyMap<string, number>;
}

const MB = 1_048_576;
const COMMANDS = 'askes';

/** Measures one stage after the other; all figures are for one claim. */
export class Stages {
	private readonly stages: Stage[] = [];

	constructor(
		private readonly sql: Sql,
		private readonly meter: Meter,
		private readonly stack: Pick<BenchStack, 'commandSeconds'>,
		private readonly claims: number,
	) {
		meter.forgetPeaks();
	}

	async run(name: string, work: () => Promise<unknown>): Promise<void> {
		const before = await this.look();
		await work();
		const after = await this.look();
		this.stages.push({
			name,
			seconds: (after.at - before.at) / 1_000,
			cpu: usedBetween(before.cpu, after.cpu),
			walBytes: after.wal - before.wal,
			rows: usedBetween(before.rows, after.rows),
		});
	}

	report(): void {
		const total = this.stages.reduce((sum, { seconds }) => sum + seconds, 0);
		for (const { name, seconds, cpu, walBytes } of this.stages) {
			const kilobytes = walBytes / this.claims / 1_024;
			console.log(
				`${name.padEnd(18)}${this.rate(seconds)}${this.each(sumOf(cpu))} µs CPU${kilobytes.toFixed(1).padStart(8)} KB WAL`,
			);
		}
		console.log(`${'the whole road'.padEnd(18)}${this.rate(total)}`);
		this.table(
			'µs CPU a claim',
			({ cpu }) => cpu,
			(seconds) => this.each(seconds),
			1e-6 * this.claims,
		);
		this.table(
			'rows written a claim',
			({ rows }) => rows,
			(rows) => (rows / this.claims).toFixed(2).padStart(8),
			this.claims / 100,
		);
		console.log('\nthe most memory, MB');
		for (const [name, bytes] of this.meter.peaks())
			console.log(`  ${name.padEnd(30)}${(bytes / MB).toFixed(0).padStart(8)}`);
	}

	private async look() {
		const [wal] = await this.sql<
			{ bytes: string }[]
		>`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`;
		const rows = await this.sql<{ schema: string; rows: string }[]>`
			select schemaname as schema, sum(n_tup_ins + n_tup_upd + n_tup_del) as rows from pg_stat_user_tables group by 1`;
		const cpu = new Map([...this.meter.cpu(), [COMMANDS, this.stack.commandSeconds()]]);
		return {
			at: performance.now(),
			cpu,
			wal: Number(wal?.bytes ?? 0),
			rows: new Map(rows.map((row) => [row.schema, Number(row.rows)])),
		};
	}

	private table(
		title: string,
		pick: (stage: Stage) => ReadonlyMap<string, number>,
		write: (value: number) => string,
		least: number,
	): void {
		const names = new Set(this.stages.flatMap((stage) => [...pick(stage).keys()]));
		const rows = [...names]
			.map((name) => ({ name, values: this.stages.map((stage) => pick(stage).get(name) ?? 0) }))
			.filter(({ values }) => values.some((value) => value >= least))
			.sort((a, b) => sumOf(b.values) - sumOf(a.values));
		console.log(
			`\n${title.padEnd(32)}${this.stages.map(({ name }) => name.slice(0, 7).padStart(8)).join('')}`,
		);
		for (const { name, values } of rows) console.log(`  ${name.padEnd(30)}${values.map(write).join('')}`);
	}

	private rate(seconds: number): string {
		return `${(this.claims / seconds).toFixed(0).padStart(7)} claims/s${seconds.toFixed(1).padStart(8)} s`;
	}

	private each(seconds: number): string {
		return ((seconds / this.claims) * 1e6).toFixed(0).padStart(8);
	}
}

function sumOf(values: Iterable<number> | ReadonlyMap<string, number>): number {
	let sum = 0;
	for (const value of values instanceof Map ? values.values() : (values as Iterable<number>)) sum += value;
	return sum;
}
