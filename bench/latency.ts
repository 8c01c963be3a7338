import { join } from 'node:path';
import { createAskes } from '@claims-askes/sdk';
import postgres from 'postgres';
import { type BenchStack, startStack } from './stack';

/** Claims a second, and for how long. */
const RATE = Number(Bun.env.RATE ?? 200);
const SECS = Number(Bun.env.SECS ?? 30);
const PEOPLE = ['--members', '5000', '--providers', '200'];
const SETTLE_MS = 3_000;

/** Single claims at a steady rate, all services at work: how long from accepted to decided. */
export async function latency(): Promise<void> {
	const stack = await startStack();
	const sql = postgres(stack.adminUrl(), { max: 1, onnotice: () => {} });
	try {
		await stack.askes('generate', 'population', '--load', ...PEOPLE);
		const file = join(stack.folder, 'claims.ndjson');
		const count = String(RATE * SECS);
		await stack.askes('generate', 'claims', '--to', 'ndjson', '--count', count, ...PEOPLE, '-o', file);
		const claims = (await Bun.file(file).text()).trim().split('\n');
		await submitSteadily(stack, claims);
		await Bun.sleep(SETTLE_MS);
		const [found] = await sql<{ decided: number; waited: number[] }[]>`
			select count(*)::int as decided,
				percentile_cont(array[0.5, 0.95, 0.99, 1]) within group (order by waited) as waited
			from (
				select 1000 * extract(epoch from min(said.recorded_at) - min(claim.received_at))::float8 as waited
				from adjudication_service.outbox as said
				join claims_service.claims as claim on claim.id = (said.data ->> 'claim_id')::uuid
				where said.event_type = 'claim.adjudicated' group by claim.id
			) as claims`;
		const [p50, p95, p99, most] = (found?.waited ?? []).map((ms) => ms.toFixed(0));
		console.log(`${found?.decided} of ${claims.length} claims at ${RATE}/s, accepted to decided:`);
		console.log(`p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, the longest ${most} ms`);
	} finally {
		await sql.end();
		await stack.remove();
	}
}

/** Each claim at its time, whether or not those before it have been answered. */
async function submitSteadily(stack: BenchStack, claims: readonly string[]): Promise<void> {
	const endpoints = { 'claims-service': stack.addressOf('claims-service') };
	const { claims: intake } = createAskes({ endpoints, auth: await stack.token() });
	const began = performance.now();
	const sent: Promise<unknown>[] = [];
	for (const [at, claim] of claims.entries()) {
		const early = began + (at * 1_000) / RATE - performance.now();
		if (early > 1) await Bun.sleep(early);
		sent.push(intake.POST('/api/v1/claims', { body: JSON.parse(claim) }));
	}
	await Promise.all(sent);
}
