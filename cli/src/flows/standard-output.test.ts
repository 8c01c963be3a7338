import { expect, setDefaultTimeout, test } from 'bun:test';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const MAIN = join(import.meta.dir, '..', 'main.ts');
/** More than a pipe holds, so that the writer has to wait for a reader who is in no hurry. */
const POPULATION = '"$0" "$1" generate population --members 400';
const PIPED = '"$0" "$1" generate claims --count 3000 | head -c 4; echo " ended $PIPESTATUS"';

/** A command that has something to say and needs no installation. */
const VALIDATE = `plans validate ${join(import.meta.dir, '../../../examples/plans/harbourlight/dental.yaml')}`;

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

test('a reader who stops for a while gets everything, and once', async () => {
	const file = join(tmpdir(), `askes-slow-reader-${process.pid}`);
	const slowly = '(head -c 1; sleep 1; cat) | cksum';
	const script = `${POPULATION} | ${slowly}; ${POPULATION} > "$2"; cksum < "$2"; rm "$2"`;
	const child = Bun.spawn(['bash', '-c', script, process.execPath, MAIN, file], {
		stdout: 'pipe',
		stderr: 'ignore',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
	});
	const [piped, filed] = (await new Response(child.stdout).text()).trim().split('\n');
	expect(piped).toBe(filed as string);
	expect(Number(filed?.split(' ')[1])).toBeGreaterThan(65_536);
});

const FULL = '/dev/full';

test.skipIf(!existsSync(FULL))(
	'an output on which nothing fits is a failure, whatever prints to it',
	async () => {
		const shim = join(import.meta.dir, '../../bin/askes.mjs');
		for (const words of [
			VALIDATE,
			`${VALIDATE} --json`,
			'no such --json',
			'generate claims --count 1',
			'--help',
		]) {
			const child = Bun.spawn(['bash', '-c', `node "$0" ${words} > ${FULL}`, shim], {
				stderr: 'pipe',
				env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
			});
			const told = await new Response(child.stderr).text();
			expect({ words, code: await child.exited }).toEqual({ words, code: 1 });
			expect(told).toContain('the output cannot be written (ENOSPC)');
		}
	},
);

test('a command goes on when nobody reads what it says', async () => {
	const script = `"$0" "$1" ${VALIDATE} | true; echo ended $PIPESTATUS`;
	const child = Bun.spawn(['bash', '-c', script, process.execPath, MAIN], {
		stdout: 'pipe',
		stderr: 'pipe',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
	});
	expect(await new Response(child.stdout).text()).toBe('ended 0\n');
	expect(await new Response(child.stderr).text()).toBe('');
});
