import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAskes } from '../../local/testing/run-askes';
import { writeProfiles } from '../../profiles';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const ID = '0190b5c6-7d1e-7000-8000-000000000001';
const HALTING = '0190b5c6-7d1e-7000-8000-000000000002';
const MAIN = join(import.meta.dir, '../../main.ts');
/** More than a pipe holds, so that the writer has to wait for a reader who is in no hurry; and no text. */
const BYTES = Uint8Array.from({ length: 3_000_000 }, (_, at) => (at * 31 + (at >> 8)) % 256);
const PIECE = 65_536;

const home = mkdtempSync(join(tmpdir(), 'askes-download-'));
const file = join(home, 'report.pdf');
/** Whether the first piece was written before the second was there. */
let isWrittenAsItComes = false;

async function* halting() {
	yield BYTES.subarray(0, PIECE);
	for (let tries = 0; tries < 200 && !isWrittenAsItComes; tries++) {
		isWrittenAsItComes = (await Bun.file(file).exists()) && Bun.file(file).size >= PIECE;
		await Bun.sleep(50);
	}
	yield BYTES.subarray(PIECE);
}

const server = Bun.serve({
	port: 0,
	hostname: '127.0.0.1',
	idleTimeout: 60,
	fetch({ url }) {
		const [, id = '', content] = /documents\/([^/]+)(\/content)?$/.exec(new URL(url).pathname) ?? [];
		const headers = { 'content-type': 'application/pdf' };
		if (content) return new Response(id === HALTING ? (halting() as never) : BYTES, { headers });
		return Response.json({ success: true, data: { id, kind: 'receipt', file_name: 'report.pdf' } });
	},
});
const profile = { base_url: `http://127.0.0.1:${server.port}` };
writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
afterAll(() => {
	server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

/** A shell with the command that downloads as `$0 $1 $2`. */
async function inShell(script: string) {
	const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1', ASKES_HOME: home };
	const words = `documents download ${ID} -o -`;
	const child = Bun.spawn(
		['bash', '-c', script.replaceAll('DOWNLOAD', `"$0" "$1" ${words}`), process.execPath, MAIN],
		{
			stdout: 'pipe',
			stderr: 'pipe',
			env,
		},
	);
	const [stdout, stderr] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	return { stdout: stdout.trim(), stderr, code: await child.exited };
}

test('a document is written as it comes, and never held whole', async () => {
	const env = { ASKES_HOME: home };
	const { code, stderr } = await startAskes(['documents', 'download', HALTING, '-o', file], { env }).ended;
	expect([code, stderr]).toEqual([0, '3000000 bytes of report.pdf were written\n']);
	expect(isWrittenAsItComes).toBe(true);
	expect(Bun.hash(await Bun.file(file).bytes())).toBe(Bun.hash(BYTES));
});

test('a reader of standard output who stops for a while gets every byte, and once', async () => {
	const whole = join(home, 'whole');
	await Bun.write(whole, BYTES);
	const { stdout } = await inShell(`DOWNLOAD | (head -c 1; sleep 1; cat) | cksum; cksum < ${whole}`);
	const [piped, expected] = stdout.split('\n');
	expect(piped).toBe(expected as string);
});

test('whoever has read enough of a document ends the command quietly', async () => {
	const { stdout, stderr } = await inShell('DOWNLOAD | head -c 4 | wc -c; echo "ended $PIPESTATUS"');
	expect(stdout.split('\n')).toEqual(['4', 'ended 141']);
	expect(stderr).toBe('');
});

test('an output on which no document fits is a failure', async () => {
	const { stderr, code } = await inShell('DOWNLOAD > /dev/full');
	expect(code).toBe(1);
	expect(stderr).toContain('the output cannot be written (ENOSPC)');
});

test('with --json standard output is not for the document as well', async () => {
	const { stdout, code } = await inShell('DOWNLOAD --json');
	expect([code, JSON.parse(stdout).code]).toEqual([2, 'OUTPUT_TAKEN']);
});
