import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isPipe, openInput } from './open-input';
import { aZip } from './reading/a-zip.builder';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'askes-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command answers that reads `file` through what a shell makes of `<(cat file)`. */
async function readPiped(words: string, content: Uint8Array) {
	const file = join(folder, 'content');
	await Bun.write(file, content);
	const script = `"$0" "$1" ${words.replace('PIPE', '<(cat "$2")')}; echo "exit $?"; rm "$2"`;
	const main = join(import.meta.dir, '..', 'main.ts');
	const child = Bun.spawn(['bash', '-c', script, process.execPath, main, file], {
		cwd: folder,
		stdout: 'pipe',
		stderr: 'pipe',
		env: { PATH: process.env.PATH ?? '', NO_COLOR: '1' },
	});
	const [out, told] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
	]);
	return { out, told };
}

/** A claim of which the patient lies nowhere: whoever reads it looks through all files that were given. */
const aClaim = (id: number) => ({
	resourceType: 'Claim',
	id: `C${id}`,
	status: 'active',
	use: 'claim',
	type: { coding: [{ code: 'professional' }] },
	created: '2026-03-02',
	insurance: [{ sequence: 1, focal: true, coverage: { identifier: { value: 'M1' } } }],
	provider: { identifier: { system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' } },
	patient: { reference: 'Patient/P1' },
	item: [
		{
			sequence: 1,
			servicedDate: '2026-03-01',
			productOrService: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '99213' }] },
			net: { value: 10, currency: 'USD' },
		},
	],
});

/** More than a pipe holds. */
const CLAIMS = 500;
const FHIR = Array.from({ length: CLAIMS }, (_, at) => `${JSON.stringify(aClaim(at))}\n`).join('');

test('a pipe is read as a file is, packed or not, and once', async () => {
	for (const content of [FHIR, gzipSync(FHIR), aZip({ 'claims.ndjson': FHIR })]) {
		const { out } = await readPiped('convert PIPE --json', Buffer.from(content));
		expect(out).toContain(`"documents": ${CLAIMS},`);
	}
});

test('nothing is written beside a pipe: its rejects stay where the command runs', async () => {
	const csv = 'claim_id,service_date,charge,currency\nC1,2026-03-01,10.00,USD\n';
	const { out } = await readPiped('claims import PIPE --dry-run', Buffer.from(csv));
	expect(out).toContain('1 rejected (see stdin.rejects.csv)');
	expect(readdirSync(folder)).toContain('stdin.rejects.csv');
});

test('a folder is neither a pipe nor a file, and a link to itself is not there', async () => {
	const itself = join(folder, 'itself');
	symlinkSync('itself', itself);
	const paths = ['-', folder, join(folder, 'none'), itself];
	expect(paths.map(isPipe)).toEqual([true, false, false, false]);
	await expect(openInput(itself)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
	await expect(openInput(folder)).rejects.toMatchObject({ code: 'NOT_A_FILE' });
});

test('a socket is read as standard input, and is no file by its name', async () => {
	const main = join(import.meta.dir, '..', 'main.ts');
	const script = '[ -S /dev/stdin ] && echo "a socket"; exec "$0" "$1" convert /dev/stdin --json';
	const child = Bun.spawn(['bash', '-c', script, process.execPath, main], {
		stdin: 'pipe',
		stdout: 'pipe',
		stderr: 'ignore',
	});
	child.stdin.write('claim_id,service_date,charge,currency\nC1,2026-03-01,10.00,USD\n');
	await child.stdin.end();
	const out = await new Response(child.stdout).text();
	expect(out).toContain('a socket');
	expect(out).toContain('"documents": 1');
	const path = join(folder, 'socket');
	const server = Bun.listen({ unix: path, socket: { data: () => {} } });
	await expect(openInput(path)).rejects.toMatchObject({ code: 'NOT_A_FILE', message: `${path} is a socket` });
	server.stop(true);
});

test('a name that breaks the line is written out, and one that is not UTF-8 is told', async () => {
	await expect(openInput(join(folder, 'a\nb'))).rejects.toMatchObject({
		message: `there is no file ${join(folder, 'a\\x0ab')}`,
	});
	await expect(openInput(join(folder, 'a\ufffd'))).rejects.toMatchObject({
		message: expect.stringContaining('is not UTF-8: rename it'),
	});
});
