import { afterEach, beforeEach, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAskes } from '@claims-askes/sdk';
import { writeEnrolments } from '@claims-askes/sdk/x12';
import { anEnrolment } from '../../../sdk/src/x12/test-support/sample-documents';
import { importMembers } from './import-members';
import { aZip } from './reading/a-zip.builder';

/** A member-service that knows whom it was told of, over real HTTP, and is away for as many requests as a test says. */
function aMemberService() {
	const known = new Set<string>();
	const state = { away: 0, awayAfter: Number.POSITIVE_INFINITY, keys: [] as (string | null)[] };
	const server = Bun.serve({
		port: 0,
		hostname: '127.0.0.1',
		async fetch(request) {
			state.keys.push(request.headers.get('idempotency-key'));
			if (state.away > 0 || known.size >= state.awayAfter) {
				state.away--;
				const error = { code: 'STARTING', message: 'the service starts', details: [] };
				return Response.json({ success: false, error, metadata: {} }, { status: 503 });
			}
			const { enrolments } = (await request.json()) as { enrolments: { subscriber_number: string }[] };
			const results = enrolments.map(({ subscriber_number }) => {
				const outcome = known.has(subscriber_number) ? 'unchanged' : 'created';
				known.add(subscriber_number);
				return { member_number: subscriber_number, outcome, problem: null };
			});
			const created = results.filter(({ outcome }) => outcome === 'created').length;
			const data = { created, updated: 0, unchanged: results.length - created, refused: 0, results };
			return Response.json({ success: true, data, metadata: {} }, { status: 201 });
		},
	});
	const askes = createAskes({ baseUrl: `http://127.0.0.1:${server.port}`, auth: 'a-token', retries: 0 });
	return { askes, known, state, close: () => server.stop(true) };
}

let folder: string;
let service: ReturnType<typeof aMemberService>;
let file: string;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'askes-members-'));
	service = aMemberService();
	file = join(folder, 'april.834');
	const people = Array.from({ length: 1_500 }, (_, at) => ({
		...anEnrolment(at + 1),
		file_action: '2',
		subscriber_number: `S-${at}`,
	}));
	const to = { sender: { id: 'ACME' }, receiver: { id: 'PAYER' }, controlNumber: 1, at: '2026-01-02T08:00' };
	await Bun.write(file, (await Array.fromAsync(writeEnrolments(people, to))).join(''));
});
afterEach(async () => {
	await service.close();
	rmSync(folder, { recursive: true, force: true });
});

const take = async (patienceMs: number, paths: readonly string[] = [file], named = paths) => {
	const waiting: string[] = [];
	const warnings: string[] = [];
	const run = importMembers(service.askes, paths, {
		named,
		progress: () => {},
		warning: (of, { code, message }) => warnings.push(`${of}: ${code}: ${message}`),
		waiting: (reason) => waiting.push(reason),
		patienceMs,
		acknowledge: 'beside',
	});
	return { waiting, warnings, ended: await run.catch((error: Error) => error) };
};
const answer = () => Bun.file(`${file}.999`).text();

test('a service that is away for a while is waited for, and asked again under the same key', async () => {
	service.state.away = 2;
	const { waiting, ended } = await take(60_000);
	expect(ended).toMatchObject({ members: { read: 1_500, created: 1_500 } });
	expect(waiting).toHaveLength(1);
	const [first, again, answered, second] = service.state.keys;
	expect([again, answered]).toEqual([first ?? '', first ?? '']);
	expect(second).not.toBe(first ?? '');
});

test('where it stays away, the file is answered for what its sender wrote, and run again it is finished', async () => {
	service.state.awayAfter = 1_000;
	const { ended } = await take(0);
	expect(ended).toMatchObject({
		kind: 'unavailable',
		code: 'STARTING',
		message: `${file}: the service starts; 1000 of its members were answered before`,
		suggestions: [expect.stringContaining('run it again')],
		facts: { file, members: { read: 1_000, created: 1_000 }, acknowledgements: [`${file}.999`] },
	});
	expect(await answer()).toContain('IK5*A~');
	service.state.awayAfter = Number.POSITIVE_INFINITY;
	const again = await take(0);
	expect(again.ended).toMatchObject({ members: { read: 1_500, created: 500, unchanged: 1_000 } });
	expect(service.known.size).toBe(1_500);
});

test('of a file that breaks off, everybody before the break is carried out, and the 999 says so', async () => {
	const text = await Bun.file(file).text();
	await Bun.write(file, text.slice(0, text.indexOf('S-1200')));
	const { ended } = await take(0);
	expect(ended).toMatchObject({
		members: { read: 1_200, created: 1_200 },
		unreadable: 1,
		unread_from: { code: 'TRUNCATED' },
		acknowledgements: [`${file}.ta1`, `${file}.999`],
	});
	expect(service.known.size).toBe(1_200);
	expect(await answer()).toContain('IK5*E*');
});

test('a file of which nothing can be taken is refused as that', async () => {
	const text = await Bun.file(file).text();
	await Bun.write(file, text.replace('ST*834', 'ST*837'));
	expect((await take(0)).ended).toMatchObject({ kind: 'unusable', code: 'TRANSACTION_UNSUPPORTED' });
	await Bun.write(file, text.replaceAll(/INS\*[^~]*~/g, ''));
	expect((await take(0)).ended).toMatchObject({ kind: 'unusable', code: 'LOOP_MISSING' });
	expect(service.known.size).toBe(0);
});

test.each([
	['as it is', (text: string) => text, ''],
	['by gzip', (text: string) => Bun.gzipSync(text), ''],
	['in a ZIP', (text: string) => aZip({ 'mail/april.834': text }), '/mail/april.834'],
] as const)('a file that is packed %s is read, and answered beside it', async (_, packed, within) => {
	const path = join(folder, 'inbox.bin');
	await Bun.write(path, packed(await Bun.file(file).text()));
	const { ended } = await take(0, [path]);
	const answered = within ? join(folder, 'april.834.999') : `${path}.999`;
	expect(ended).toMatchObject({ file: path, members: { created: 1_500 }, acknowledgements: [answered] });
	expect(await Bun.file(answered).text()).toContain('IK5*A~');
});

test('a compressed file that is cut is carried out up to there, and said to be cut', async () => {
	const path = `${file}.gz`;
	const packed = Bun.gzipSync(await Bun.file(file).text());
	await Bun.write(path, packed.slice(0, packed.length - 1_000));
	const { ended } = await take(0, [path]);
	expect(ended).toMatchObject({
		isWhole: false,
		unread_files: [{ file: path, code: 'COMPRESSED_TRUNCATED' }],
	});
	const { members } = ended as { members: { read: number } };
	expect(members.read).toBeGreaterThan(0);
	expect(service.known.size).toBe(members.read);
});

test('files that are given together are read one after the other, and one that is damaged or missing keeps no other out', async () => {
	const [cut, missing, readme] = ['cut.834', 'missing.834', 'README'].map((name) => join(folder, name));
	const text = await Bun.file(file).text();
	await Bun.write(cut ?? '', text.slice(0, text.indexOf('S-1200')));
	await Bun.write(readme ?? '', 'what this folder is for');
	const paths = [readme, cut, missing, file] as string[];
	const { ended, warnings } = await take(0, paths, [folder, ...paths.slice(2)]);
	expect(ended).toMatchObject({
		file: `${readme} and 3 more`,
		files: 4,
		isWhole: false,
		members: { read: 2_700, created: 1_500 },
		unread_files: [
			{ file: cut, code: 'TRUNCATED' },
			{ file: missing, code: 'FILE_NOT_FOUND' },
		],
		acknowledgements: [`${cut}.ta1`, `${cut}.999`, `${file}.999`],
	});
	expect(warnings.filter((line) => line.startsWith(`${readme}: `))).toEqual([
		`${readme}: NO_ENROLMENTS: skipped: the file is no 834`,
	]);
	// Alone it is not what was asked for.
	expect((await take(0, [readme ?? ''], [folder])).ended).toMatchObject({
		kind: 'unusable',
		code: 'NO_ENROLMENTS',
	});
});
