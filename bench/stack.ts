import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findEmbeddedPostgres } from '@claims-askes/cli/src/local/postgres';
import { layoutOf, OPERATOR_CLIENT_ID, readSecrets, urlOf } from '@claims-askes/cli/src/local/stack';
import type { ServiceName } from '@claims-askes/contracts/services';
import { tokenSource } from '@claims-askes/sdk';
import postgres from 'postgres';

const ROOT = new URL('..', import.meta.url).pathname;
const ASKES = [process.execPath, join(ROOT, 'cli/src/main.ts')];

const PORT_OFFSET = Number(Bun.env.BENCH_PORT_OFFSET ?? 31_000);

/** A stack of its own for a measurement, driven through the command line as anybody would. */
export interface BenchStack {
	readonly folder: string;
	/** Runs `askes …` against it and answers what it printed as JSON. */
	askes<T = unknown>(...args: string[]): Promise<T>;
	/** A token of the operator's. */
	token(): Promise<string>;
	/** Where a service listens. */
	addressOf(service: ServiceName): string;
	/** The administrator's way into the database. */
	adminUrl(): string;
	/** Restarts it so that PostgreSQL counts and times each statement. */
	countStatements(): Promise<void>;
	/** CPU seconds that the commands have taken so far. */
	commandSeconds(): number;
	remove(): Promise<void>;
}

export interface PartStatus {
	readonly name: string;
	readonly port: number;
	readonly pid: number | null;
	readonly state: string;
	readonly memory_bytes: number | null;
}

export async function startStack(): Promise<BenchStack> {
	const folder = mkdtempSync(join(tmpdir(), 'askes-bench-'));
	const where = ['--data-dir', folder, '--port-offset', String(PORT_OFFSET)];
	let commandSeconds = 0;
	const askes = async <T>(...args: string[]): Promise<T> => {
		const child = Bun.spawn([...ASKES, ...args, ...where, '--json'], {
			stdout: 'pipe',
			stderr: 'pipe',
			cwd: folder,
		});
		const [output, errors] = await Promise.all([
			new Response(child.stdout).text(),
			new Response(child.stderr).text(),
		]);
		const code = await child.exited;
		commandSeconds += Number(child.resourceUsage()?.cpuTime.total ?? 0) / 1_000_000;
		if (code !== 0) throw new Error(`askes ${args.join(' ')}: ${errors}${output}`);
		return (output.trim() === '' ? null : JSON.parse(output)) as T;
	};
	await askes('up', '--no-supervise');
	return {
		folder,
		askes,
		token: () => operatorToken(folder),
		addressOf: (service) => urlOf(service, PORT_OFFSET),
		adminUrl: () => adminUrlOf(folder),
		countStatements: async () => {
			const sql = postgres(adminUrlOf(folder), { max: 1 });
			await sql`alter system set shared_preload_libraries = pg_stat_statements`;
			await sql`create extension pg_stat_statements`;
			await sql.end();
			await askes('down');
			await askes('up', '--no-supervise');
		},
		commandSeconds: () => commandSeconds,
		remove: async () => {
			await askes('down', '--delete-data').catch(() => askes('down'));
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function adminUrlOf(dataDir: string): string {
	const server = findEmbeddedPostgres(layoutOf({ dataDir, portOffset: PORT_OFFSET }).folder);
	if (!server) throw new Error('the stack has no database of its own');
	return server.adminUrl;
}

async function operatorToken(dataDir: string): Promise<string> {
	const layout = layoutOf({ dataDir, portOffset: PORT_OFFSET });
	const clientSecret = readSecrets(layout.folder)?.operatorClientSecret;
	if (!clientSecret) throw new Error(`the stack in ${layout.folder} has no secrets`);
	const issuer = urlOf('identity-service', PORT_OFFSET);
	const token = await tokenSource({ issuer, clientId: OPERATOR_CLIENT_ID, clientSecret })();
	if (!token) throw new Error('the issuer gave no token');
	return token;
}
