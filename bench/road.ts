import { join } from 'node:path';
import { startStack } from './stack';

const CLAIMS = Number(Bun.env.CLAIMS ?? 20_000);

/** From a file to paid out, all services at work: claims a second from the first byte read to the last claim paid. */
export async function road(): Promise<void> {
	const stack = await startStack();
	await stack.askes('generate', 'population', '--load', '--members', '5000', '--providers', '200');
	const file = join(stack.folder, 'claims.837');
	const people = ['--members', '5000', '--providers', '200'];
	await stack.askes('generate', 'claims', '--count', String(CLAIMS), ...people, '-o', file);
	const began = performance.now();
	const since = () => (performance.now() - began) / 1_000;
	await stack.askes('claims', 'import', file);
	const imported = since();
	await stack.askes('claims', 'watch', '--timeout', '3600');
	const decided = since();
	await stack.askes('payments', 'run', '--timeout', '3600');
	await stack.askes('claims', 'watch', '--until', 'paid', '--timeout', '3600');
	const paid = since();
	const rate = (seconds: number) => `${(CLAIMS / seconds).toFixed(0)} claims/s after ${seconds.toFixed(1)} s`;
	console.log(`imported   ${rate(imported)}\ndecided    ${rate(decided)}\npaid       ${rate(paid)}`);
	await stack.remove();
}
