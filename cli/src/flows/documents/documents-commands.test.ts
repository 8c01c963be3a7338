import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { buildApp } from '../../../../services/document-service/src/app';
import { settings } from '../../../../services/document-service/src/config';
import { aPdf, CLAIM } from '../../../../services/document-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const store = `${Bun.env.TMPDIR ?? '/tmp'}/askes-documents-${Bun.randomUUIDv7()}`;
const house = aHouse();
await house.open('document-service', settings, buildApp, { DOCUMENT_DIR: store });
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
	await Bun.$`rm -rf ${store}`.quiet();
});

test('a file is stored, found again, and comes back as it was', async () => {
	const bytes = aPdf(200_000);
	const [file, copy] = [join(askes.folder, 'report.pdf'), join(askes.folder, 'copy.pdf')];
	await Bun.write(file, bytes);
	const uploaded = await askes('documents', 'upload', file, '--kind', 'medical_record', '--json');
	const { id, status, media_type } = JSON.parse(uploaded.stdout);
	expect([uploaded.code, status, media_type]).toEqual([0, 'stored', 'application/pdf']);
	const [listed, downloaded] = await Promise.all([
		askes('documents', 'list', '--kind', 'medical_record'),
		askes('documents', 'download', id, '-o', copy),
	]);
	expect(listed.stdout).toMatch(new RegExp(`^${id} +medical_record +stored +200000 .* report\\.pdf$`, 'm'));
	expect([downloaded.code, downloaded.stderr]).toEqual([0, '200000 bytes of report.pdf were written\n']);
	expect(await Bun.file(copy).bytes()).toEqual(bytes);
});

test('what cannot be stored, or is not there, is refused', async () => {
	const [odd, fake] = [join(askes.folder, 'scan.odd'), join(askes.folder, 'fake.pdf')];
	await Bun.write(odd, 'x');
	await Bun.write(fake, 'this is no PDF');
	const [unknown, another, missing, nobody, unscoped] = await Promise.all([
		askes('documents', 'upload', odd, '--kind', 'receipt', '--json'),
		askes('documents', 'upload', fake, '--kind', 'receipt', '--json'),
		askes('documents', 'upload', join(askes.folder, 'none.pdf'), '--kind', 'receipt', '--json'),
		askes('documents', 'download', CLAIM, '-o', join(askes.folder, 'none'), '--json'),
		askes.with({ as: { scopes: [] } }, 'documents', 'list', '--json'),
	]);
	expect([unknown.code, JSON.parse(unknown.stdout).code]).toEqual([2, 'MEDIA_TYPE_UNKNOWN']);
	expect(another.code).toBe(4);
	expect([missing.code, JSON.parse(missing.stdout).code]).toEqual([2, 'FILE_NOT_FOUND']);
	expect([nobody.code, await Bun.file(join(askes.folder, 'none')).exists()]).toEqual([4, false]);
	expect([unscoped.code, JSON.parse(unscoped.stdout).status]).toEqual([4, 403]);
});
