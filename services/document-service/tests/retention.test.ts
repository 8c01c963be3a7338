import { afterAll, expect, test } from 'bun:test';
import { uploadsRepository } from '../src/repositories/uploads.repository';
import { openStore } from '../src/storage/open-store';
import { keepRetention } from '../src/usecases/keep-retention';
import { aPdf, PATH, startDocuments } from './setup';

const { admin, announce, download, files, platform, send, stop, upload } = await startDocuments();
afterAll(stop);

const store = openStore(platform.config);
const uploads = uploadsRepository(platform.sql);
const keep = () => keepRetention({ platform, store, uploads }, { receipt: 30 });
const age = (id: string, days: number) =>
	admin`update document_service.documents set created_at = now() - ${days}::int * interval '1 day',
		stored_at = case when stored_at is null then null else now() - ${days}::int * interval '1 day' end where id = ${id}`;
const stored = async (kind: string, days: number): Promise<string> => {
	const { id } = await announce({ kind });
	await upload(id, aPdf());
	await age(id, days);
	return id;
};

test('a document kept long enough for its kind is removed, and others stay', async () => {
	const [old, young, invoice] = [
		await stored('receipt', 31),
		await stored('receipt', 29),
		await stored('invoice', 31),
	];
	expect(await keep()).toBe(1);
	const gone = await send('GET', `${PATH}/${old}`);
	expect(gone.body.data).toMatchObject({ status: 'removed', file_name: null });
	expect([(await download(old)).status, (await upload(old, aPdf())).status]).toEqual([410, 410]);
	for (const id of [young, invoice]) expect((await download(id)).status).toBe(200);
	expect((await files()).filter((name) => name.startsWith(old))).toEqual([]);
	const told =
		await admin`select event_type from document_service.outbox where data ->> 'document_id' = ${old} order by position`;
	expect(told.map(({ event_type }) => event_type)).toEqual(['document.stored', 'document.removed']);
	const trail = await admin`select action, actor from audit.entries where entity_id = ${old} order by id`;
	expect(trail.at(-1)).toMatchObject({ action: 'document.removed', actor: 'document-service' });
	expect(await keep()).toBe(0);
});

test('a kind that only a plan has a word for is stored, and kept for ten years', async () => {
	const [old, young] = [await stored('dental_xray', 3_651), await stored('dental_xray', 3_649)];
	expect(await keep()).toBe(1);
	expect((await send('GET', `${PATH}/${old}`)).body.data).toMatchObject({
		kind: 'dental_xray',
		status: 'removed',
	});
	expect((await send('GET', `${PATH}/${young}`)).body.data.status).toBe('stored');
	const { status, body } = await send('POST', PATH, {
		body: { kind: 'X ray!', media_type: 'application/pdf' },
	});
	expect([status, body.error.details[0].field]).toEqual([422, 'kind']);
});

test('a crash between the mark and the bytes is made good the next time', async () => {
	const id = await stored('receipt', 1);
	await admin`update document_service.documents set status = 'removing' where id = ${id}`;
	expect((await download(id)).status).toBe(410);
	await keep();
	expect((await files()).filter((name) => name.startsWith(id))).toEqual([]);
	expect((await send('GET', `${PATH}/${id}`)).body.data.status).toBe('removed');
});

test('what a crash left of an upload goes after a day, and what is on its way stays', async () => {
	const [left, coming] = ['a', 'b'].map((digit) => `${platform.newId()}-${digit.repeat(16)}`) as [
		string,
		string,
	];
	async function* bytes() {
		yield aPdf();
	}
	for (const key of [left, coming]) {
		await uploads.begin(key, platform.newId(), platform.now());
		await store.write(key, bytes());
	}
	await admin`update document_service.uploads set started_at = now() - interval '25 hours' where content_key = ${left}`;
	await keep();
	const names = await files();
	expect([names.includes(left), names.includes(coming)]).toEqual([false, true]);
});

test('what was announced and never came is forgotten after a day', async () => {
	const { id } = await announce();
	const { id: recent } = await announce();
	await age(id, 2);
	await keep();
	expect((await send('GET', `${PATH}/${id}`)).status).toBe(404);
	expect((await send('GET', `${PATH}/${recent}`)).status).toBe(200);
});
