import { expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const MAIN = join(import.meta.dir, '..', 'main.ts');
const PIPED = '"$0" "$1" generate claims --count 3000 | head -c 4; echo " ended $PIPESTATUS"';

test('whoever has read enough ends a command quietly', async () => {
	const child = Bun.spawn(['bash', '-c', PIPED, process.execPath, MAIN], {
		stdout: 'pipe',
		stderr: 'pipe',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
	});
	const [out, told] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	expect(out).toBe('ISA* ended 141\n');
	expect(told).not.toMatch(/EPIPE|error/i);
});
