import { join } from 'node:path';
import { RUNS, sampleOf, shown } from './measure';
import { startStack } from './stack';

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);

interface Imported {
	readonly claims: { readonly read: number; readonly accepted: number };
	readonly seconds: number;
}

/** An 837P file through the command line into the database, a new file each time; then the same file again. */
export async function importing(): Promise<void> {
	const stack = await startStack();
	await stack.askes('generate', 'population', '--load');
	const fresh: number[] = [];
	const again: number[] = [];
	for (let run = 1; run <= RUNS; run++) {
		const file = join(stack.folder, `${run}.837`);
		await stack.askes('generate', 'claims', '--count', String(CLAIMS), '--seed', String(run), '-o', file);
		const first = await stack.askes<Imported>('claims', 'import', file);
		const second = await stack.askes<Imported>('claims', 'import', file);
		fresh.push(first.claims.accepted / first.seconds);
		again.push(second.claims.read / second.seconds);
		await Bun.file(file).delete();
	}
	console.log(`import, ${CLAIMS} claims a file        ${shown(sampleOf(fresh), 'claims/s')}`);
	console.log(`the same file again, all known    ${shown(sampleOf(again), 'claims/s')}`);
	await stack.remove();
}
