import { afterAll, expect, test } from 'bun:test';
import { connect } from 'node:net';
import { aDocument, aPdf, CLAIM, digestOf, PATH, startDocuments } from '../setup';

const MAX_BYTES = 20_000_000;
const service = await startDocuments({ DOCUMENT_MAX_BYTES: String(MAX_BYTES) });
const { address, admin, announce, bearer, download, files, send, stop, upload } = service;
afterAll(stop);

const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
	status,
	body.error?.code,
];
const uploadsLeft = async () => (await admin`select content_key from document_service.uploads`).length;

/** What went wrong must leave neither bytes nor a promise of them. */
async function expectNothingOf(id: string) {
	expect((await files()).filter((name) => name.startsWith(id))).toEqual([]);
	expect(await uploadsLeft()).toBe(0);
	expect((await send('GET', `${PATH}/${id}`)).body.data.status).toBe('awaiting_content');
	expect((await download(id)).status).toBe(404);
}

/** Chunks one after the other, with a pause before the last, and no length told in advance. */
function streamed(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
	return new ReadableStream({
		async start(controller) {
			for (const chunk of chunks) {
				await Bun.sleep(2);
				controller.enqueue(chunk);
			}
			controller.close();
		},
	});
}

test('what is uploaded comes back byte for byte, to be saved and not run', async () => {
	const bytes = aPdf(3_000_000);
	const { id } = await announce();
	const stored = await upload(id, bytes);
	expect(stored.body.data).toMatchObject({
		status: 'stored',
		size_bytes: 3_000_000,
		sha256: digestOf(bytes),
	});
	const response = await download(id);
	expect(digestOf(await response.bytes())).toBe(digestOf(bytes));
	expect(Object.fromEntries(response.headers)).toMatchObject({
		'content-type': 'application/pdf',
		'content-disposition': "attachment; filename*=UTF-8''kuitansi%20Dewi%20Lestari.pdf",
		'x-content-type-options': 'nosniff',
		etag: `"${digestOf(bytes)}"`,
	});
	expect(await uploadsLeft()).toBe(0);
});

test('a stream of unknown length is taken in piece by piece', async () => {
	const bytes = aPdf(900_000);
	const { id } = await announce();
	const chunks = Array.from({ length: 9 }, (_, at) => bytes.subarray(at * 100_000, (at + 1) * 100_000));
	expect((await upload(id, streamed(chunks))).body.data.sha256).toBe(digestOf(bytes));
});

test('a part can be asked for', async () => {
	const bytes = aPdf(1_000);
	const { id } = await announce();
	await upload(id, bytes);
	const middle = await download(id, { range: 'bytes=100-199' });
	expect([middle.status, middle.headers.get('content-range')]).toEqual([206, 'bytes 100-199/1000']);
	expect(await middle.bytes()).toEqual(bytes.slice(100, 200));
	const beyond = await download(id, { range: 'bytes=5000-' });
	expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
});

test('the same content again changes nothing, and other content is refused', async () => {
	const { id } = await announce();
	const first = await upload(id, aPdf(500));
	const again = await upload(id, aPdf(500));
	expect([again.status, again.body.data]).toEqual([200, first.body.data]);
	expect(codeOf(await upload(id, aPdf(500, 7)))).toEqual([409, 'CONTENT_DIFFERS']);
	expect((await files()).filter((name) => name.startsWith(id))).toHaveLength(1);
	expect(digestOf(await (await download(id)).bytes())).toBe(digestOf(aPdf(500)));
	const said = await admin`select from document_service.outbox where data ->> 'document_id' = ${id}`;
	expect(said).toHaveLength(1);
});

test('of many different uploads at once one wins, and the others leave nothing', async () => {
	const { id } = await announce();
	const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => upload(id, aPdf(50_000, at + 1))));
	expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
	const winner = answers.find(({ status }) => status === 200);
	expect(digestOf(await (await download(id)).bytes())).toBe(winner?.body.data.sha256);
	expect((await files()).filter((name) => name.startsWith(id))).toHaveLength(1);
	expect(await uploadsLeft()).toBe(0);
});

test('content must be what was announced', async () => {
	const { id } = await announce({ size_bytes: 100, sha256: digestOf(aPdf(100)) });
	expect(codeOf(await upload(id, aPdf(99)))).toEqual([422, 'CONTENT_NOT_AS_ANNOUNCED']);
	expect(codeOf(await upload(id, aPdf(100, 9)))).toEqual([422, 'CONTENT_NOT_AS_ANNOUNCED']);
	await expectNothingOf(id);
	expect((await upload(id, aPdf(100))).status).toBe(200);
});

test('a page of HTML is not taken for a PDF', async () => {
	const { id } = await announce();
	expect(codeOf(await upload(id, '<html><script>alert(1)</script>'))).toEqual([
		422,
		'CONTENT_NOT_OF_ITS_TYPE',
	]);
	await expectNothingOf(id);
});

test('nothing is no content', async () => {
	const { id } = await announce();
	expect(codeOf(await upload(id, ''))).toEqual([422, 'CONTENT_EMPTY']);
	await expectNothingOf(id);
});

test('what is too large is refused by its length, and where none is told while it comes', async () => {
	const { id } = await announce();
	expect(codeOf(await upload(id, aPdf(MAX_BYTES + 1)))).toEqual([413, 'CONTENT_TOO_LARGE']);
	const chunks = Array.from({ length: 21 }, () => aPdf(1_000_000));
	expect(codeOf(await upload(id, streamed(chunks)))).toEqual([413, 'CONTENT_TOO_LARGE']);
	await expectNothingOf(id);
});

test.each([
	['application/json', '{"paid":true}'],
	['application/edi-x12', 'ISA*00*          *00*          *ZZ*A'],
	['text/csv', 'claim,paid'],
])(
	'%s is taken in its own media type as it comes, however large, and by our parsers unread',
	async (type, line) => {
		const text = line.repeat(400_000);
		const { id } = await announce({ media_type: type });
		expect((await upload(id, text, { 'content-type': type })).status).toBe(200);
		expect(await (await download(id)).text()).toBe(text);
	},
);

test('another media type than the announced one is refused', async () => {
	const { id } = await announce();
	expect((await upload(id, aPdf(), { 'content-type': 'text/html' })).status).toBe(415);
	expect((await upload(id, '{}', { 'content-type': 'application/json' })).status).toBe(415);
	await expectNothingOf(id);
	expect((await upload(id, aPdf(), { 'content-type': 'application/pdf; x=y' })).status).toBe(200);
});

/** Sends a request by hand and hangs up. */
async function hangUpAfter(id: string, head: readonly string[], body: Uint8Array) {
	const { host, pathname, port } = new URL(address(id));
	const authorization = await bearer();
	const socket = connect(Number(port), '127.0.0.1');
	const lines = [
		`PUT ${pathname} HTTP/1.1`,
		`host: ${host}`,
		`authorization: ${authorization}`,
		...head,
		'',
		'',
	];
	socket.on('error', () => {});
	socket.write(lines.join('\r\n'));
	socket.write(body);
	await Bun.sleep(150);
	socket.destroy();
	await Bun.sleep(150);
}

const OCTETS = 'content-type: application/octet-stream';

test('an upload that breaks off leaves nothing', async () => {
	const { id } = await announce();
	await hangUpAfter(id, [OCTETS, 'content-length: 5000000'], aPdf(300_000));
	await expectNothingOf(id);
	const chunk = Buffer.concat([Buffer.from('493e0\r\n'), aPdf(300_000), Buffer.from('\r\n')]);
	await hangUpAfter(id, [OCTETS, 'transfer-encoding: chunked'], chunk);
	await expectNothingOf(id);
	expect((await upload(id, aPdf(1_000))).status).toBe(200);
});

test('a document much larger than the memory it takes is stored', async () => {
	const large = await startDocuments({ DOCUMENT_MAX_BYTES: '500000000' });
	const { id } = await large.announce();
	const chunk = aPdf(1_000_000);
	const before = process.memoryUsage.rss();
	let sent = 0;
	let most = 0;
	const source = new ReadableStream<Uint8Array>({
		pull(controller) {
			most = Math.max(most, process.memoryUsage.rss() - before);
			if (sent++ < 480) controller.enqueue(chunk);
			else controller.close();
		},
	});
	expect((await large.upload(id, source)).body.data.size_bytes).toBe(480_000_000);
	// Client and server are both in this process, and memory goes back late.
	expect(most).toBeLessThan(240_000_000);
	await large.stop();
}, 60_000);

test('bytes go only to documents that were announced', async () => {
	expect((await upload(CLAIM, aPdf())).status).toBe(404);
	const escaped = await fetch(address('..%2f..%2f..%2fetc%2fpasswd'), {
		headers: { authorization: await bearer() },
	});
	expect(escaped.status).toBe(422);
	expect(await uploadsLeft()).toBe(0);
});
