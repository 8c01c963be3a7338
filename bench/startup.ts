import { join } from 'node:path';
import { RUNS, shown, timeRuns } from './measure';
import { startStack } from './stack';

/** How long until everything is ready, and until help is read. */
export async function startup(): Promise<void> {
	const stack = await startStack();
	const up = await timeRuns(RUNS, async () => {
		await stack.askes('down');
		await stack.askes('up');
	});
	const down = await timeRuns(RUNS, async () => {
		await stack.askes('up');
		await stack.askes('down');
	});
	await stack.remove();
	const shim = join(import.meta.dir, '../cli/bin/askes.mjs');
	const help = await timeRuns(
		RUNS * 4,
		() => Bun.spawn(['node', shim, '--help'], { stdout: 'ignore' }).exited,
	);
	const node = await timeRuns(RUNS * 4, () => Bun.spawn(['node', '-e', '0'], { stdout: 'ignore' }).exited);
	console.log(`down and up again, all ready   ${shown(up, 'ms')}`);
	console.log(`up and down again              ${shown(down, 'ms')}`);
	console.log(
		`askes --help                   ${shown(help, 'ms')}, ${(help.median / node.median).toFixed(2)} × node -e 0`,
	);
}
