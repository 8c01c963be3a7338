import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from '../local/testing/run-askes';

setDefaultTimeout(300_000);

const ASKES = join(import.meta.dir, '..', '..', 'bin', 'askes.mjs');
const LIMIT_MB = 300;
/** More than the limit, so that a file that is kept shows. */
const MOST_MB = 320;

let room: string;

beforeAll(() => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
});
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** A file of so many megabytes: what `convert` makes of generated claims, again and again under one header. */
async function bigFile(format: 'csv' | 'ndjson'): Promise<string> {
	const few = join(room, 'few.837');
	await runAskes(['generate', 'claims', '--count', '2000', '-o', few]);
	const converted = join(room, `few.${format}`);
	const { code } = await runAskes(['convert', few, '--to', format, '-o', converted]);
	expect(code).toBe(0);
	const text = readFileSync(converted, 'utf8');
	const headerEnds = format === 'csv' ? text.indexOf('\n') + 1 : 0;
	const rows = text.slice(headerEnds);
	const path = join(room, `many.${format}`);
	const file = openSync(path, 'w');
	writeSync(file, text.slice(0, headerEnds));
	// A table holds a claim once: each time they have other numbers, which stand first in its rows.
	const again = (times: number) => (format === 'csv' ? rows.replaceAll(/^(?=.)/gm, `${times}-`) : rows);
	for (let written = 0, times = 0; written < MOST_MB * 1e6; times++) written += writeSync(file, again(times));
	closeSync(file);
	return path;
}

test.each(['csv', 'ndjson'] as const)(
	'a large file of %s is converted in no more memory than a small one may need',
	async (format) => {
		const path = await bigFile(format);
		const child = Bun.spawn(
			['node', ASKES, 'convert', path, '--to', 'ndjson', '-o', join(room, 'out.ndjson')],
			{ stdin: 'ignore', stdout: 'ignore', stderr: 'ignore' },
		);
		expect(await child.exited).toBe(0);
		// Of the process that starts Bun and of Bun itself: whichever took more.
		const peakMb = Math.round((child.resourceUsage()?.maxRSS ?? 0) / 1e6);
		expect(peakMb).toBeGreaterThan(0);
		expect(peakMb).toBeLessThan(LIMIT_MB);
	},
);
