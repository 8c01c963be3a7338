import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AskesClients, allItems } from '@claims-askes/sdk';
import { fetchRemittance } from '../flows/fetch-remittance';
import { importClaims } from '../flows/import-claims';
import { runPayments } from '../flows/run-payments';
import { watchBatch } from '../flows/watch-batch';
import { claimsAsText } from './generate/claims-as-text';
import { GENERATED_PERIOD } from './generate/generate-claims';
import { generatePopulation } from './generate/generate-population';
import { loadPopulation } from './load-population';
import { type Account, accountFor, decisionsOf } from './story-account';

export interface StoryOptions {
	/** Where the claims file, the remittances and the statements are left to be looked at. */
	readonly folder: string;
	readonly claims: number;
	/** Another seed tells another story; one that was told before finds its claims known already. */
	readonly seed: number;
	readonly say: (line: string) => void;
}

export interface Story {
	readonly account: Account;
	readonly folder: string;
}

const POPULATION = { seed: 2026, members: 400, providers: 25 };
const PATIENCE_MS = 300_000;

/**
 * A payer's day in a minute: people and providers, an 837P file of claims, their decisions, a payment run with its
 * remittances and statements, and the account of it all.
 */
export async function tellStory(askes: AskesClients, options: StoryOptions): Promise<Story> {
	const { folder, claims, seed, say } = options;
	await rm(folder, { recursive: true, force: true });
	await mkdir(join(folder, 'remittances'), { recursive: true, mode: 0o700 });

	const population = generatePopulation(POPULATION);
	const loaded = await loadPopulation(askes, population);
	say(`${loaded.members} members, ${loaded.providers} providers, ${loaded.policies} policies are known`);

	const file = join(folder, 'claims.837');
	const text = [...claimsAsText(population, { seed, count: claims, ...GENERATED_PERIOD }, 'x12')].join('');
	await Bun.write(file, text, { mode: 0o600 });
	say(`${claims} claims were generated as 837P with seed ${seed}: ${file}`);

	const imported = await importClaims(askes, [file], quiet(say), { dryRun: false, patienceMs: PATIENCE_MS });
	say(`${imported.claims.accepted} claims imported in ${imported.seconds} s`);
	if (!imported.batch_id) throw new Error('no claim could be imported');

	const watching = {
		batchId: imported.batch_id,
		timeoutMs: PATIENCE_MS,
		onChange: (line: string) => say(`  ${line}`),
	};
	const decided = await watchBatch(askes, { ...watching, until: 'decided' });
	if (!decided.isDone) throw new Error('the claims were not all decided in time');

	say('paying what is owed');
	const run = await runPayments(askes, {
		currency: undefined,
		timeoutMs: PATIENCE_MS,
		onProgress: () => {},
		onAway: () => {},
	});
	const paid = await watchBatch(askes, { ...watching, until: 'paid' });
	if (run.status !== 'completed' || !paid.isDone) throw new Error('the payment run did not end in time');

	const payments = await writeStatements(askes, run.id, folder);
	const decisions = await decisionsOf(askes, imported.batch_id);
	const { data: ledger } = await askes.payments.GET('/api/v1/ledger-balances');
	return { account: accountFor(decisions, run.totals, payments, ledger?.data.is_balanced ?? false), folder };
}

const quiet = (say: (line: string) => void) => ({
	progress: () => {},
	warning: () => {},
	waiting: (reason: string) => say(`  waiting: ${reason}`),
	reject: async () => {},
});

/** An 835 for each payment and the members' statements, one a line. */
async function writeStatements(askes: AskesClients, runId: string, folder: string) {
	const payments = [];
	for await (const payment of allItems((cursor) =>
		askes.payments.GET('/api/v1/payments', {
			params: { query: { run_id: runId, limit: 500, cursor } },
		}),
	)) {
		const remittance = await fetchRemittance(askes, payment.id);
		await Bun.write(join(folder, 'remittances', `${payment.payment_number}.835`), remittance, {
			mode: 0o600,
		});
		payments.push({ ...payment, remittance });
	}
	const statements: string[] = [];
	for await (const eob of allItems((cursor) =>
		askes.payments.GET('/api/v1/eobs', {
			params: { query: { run_id: runId, limit: 500, cursor } },
		}),
	)) {
		statements.push(`${JSON.stringify(eob)}\n`);
	}
	await Bun.write(join(folder, 'eobs.ndjson'), statements.join(''), { mode: 0o600 });
	return payments;
}
