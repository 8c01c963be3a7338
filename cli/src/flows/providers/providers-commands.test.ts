import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { buildApp } from '../../../../services/provider-service/src/app';
import { settings } from '../../../../services/provider-service/src/config';
import { aProvider, someTerms } from '../../../../services/provider-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
await house.open('provider-service', settings, buildApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

async function aFile(name: string, content: unknown): Promise<string> {
	const path = join(askes.folder, name);
	await Bun.write(path, Bun.YAML.stringify(content, null, 2));
	return path;
}
const jsonOf = async (run: Promise<{ readonly stdout: string }>) => JSON.parse((await run).stdout);

const clinic = aProvider({ name: 'Klinik Sehat', tax_id: '01.234', channels: ['cashless'] });
const branch = aProvider({ name: 'Klinik Sehat Cabang', tax_id: '01.234' });
const doctor = aProvider({ name: 'Dr. Budi', kind: 'practitioner' });
const agreed = someTerms({
	default: { basis: 'percent', percent: 70 },
	prices: { '99213': { basis: 'fee', amount: '80.00' }, WARD: { basis: 'per_diem', amount: '400.00' } },
	claim_discount: '5.00',
});
const list = [{ provider: clinic, contract: agreed }, { provider: branch }, { provider: doctor }];
const imported = await askes('providers', 'import', await aFile('network.yaml', list));

test('a list of providers is taken in with their contracts, and again nothing is', async () => {
	expect([imported.code, imported.stdout]).toEqual([
		0,
		'3 providers read: 3 added, 0 changed, 0 as they were, 0 refused\n',
	]);
	const again = await jsonOf(askes('providers', 'import', await aFile('again.yaml', list), '--json'));
	expect(again).toMatchObject({ read: 3, created: 0, updated: 0, unchanged: 3, refused: [] });
});

test('one entry that is refused is told with its line, and keeps no other out', async () => {
	const overlapping = { ...agreed, from: '2026-06-01', claim_discount: '9.00' };
	const mixed = [{ provider: aProvider() }, { provider: clinic, contract: overlapping }];
	const file = await aFile('mixed.yaml', mixed);
	const { code, stdout, stderr } = await askes('providers', 'import', file);
	const lines = (await Bun.file(file).text()).split('\n');
	const second = lines.findLastIndex((line) => line.startsWith('-')) + 1;
	expect([code, stdout]).toEqual([
		3,
		expect.stringContaining('1 added, 0 changed, 0 as they were, 1 refused'),
	]);
	expect(stderr).toStartWith(`${file}:${second}: CONTRACT_OVERLAPS: `);
});

test('a list of another shape is refused whole, at its line', async () => {
	const file = await aFile('wrong.yaml', [{ provider: { ...doctor, npi: '12' } }]);
	const [wrong, none] = await Promise.all([
		askes('providers', 'import', file),
		askes('providers', 'import', await aFile('none.yaml', { provider: doctor }), '--json'),
	]);
	const line = (await Bun.file(file).text()).split('\n').findIndex((text) => text.includes('npi')) + 1;
	expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining(`wrong.yaml:${line} `)]);
	expect([none.code, JSON.parse(none.stdout).code]).toEqual([2, 'NOT_A_LIST']);
});

test('providers are listed by how their name begins, and paged', async () => {
	const [named, kind, page] = await Promise.all([
		askes('providers', 'list', '--name', 'Klinik'),
		jsonOf(askes('providers', 'list', '--kind', 'practitioner', '--json')),
		askes('providers', 'list', '--limit', '1'),
	]);
	expect(named.stdout).toMatch(
		new RegExp(`^${clinic.npi} +01\\.234 +facility +active +1 +Klinik Sehat$`, 'm'),
	);
	expect(named.stdout).not.toContain('Budi');
	expect(kind.providers.map(({ name }: { name: string }) => name)).toEqual(['Dr. Budi']);
	expect(page.stderr).toMatch(/^more: --cursor \S+\n$/);
});

test('a provider is shown with the contracts that hold on the day', async () => {
	const [now, later, prices] = await Promise.all([
		askes('providers', 'show', clinic.npi, '--date', '2026-03-01'),
		jsonOf(askes('providers', 'show', clinic.npi, '--date', '2027-03-01', '--json')),
		askes('providers', 'contracts', clinic.npi, '--date', '2026-12-31'),
	]);
	expect(now.stdout).toMatch(/2026-01-01 +2026-12-31 +USD +holds/);
	expect(now.stdout).toContain(
		'2 codes have a price in USD\nevery other code: 70% of the charge\n5.00 off each claim',
	);
	expect([later.contracts.length, later.contracts_in_force]).toEqual([1, []]);
	expect(prices.stdout).toMatch(/^WARD +400\.00 a day$/m);
});

test('a number that several share, or nobody has, names no provider', async () => {
	const [shared, nobody, unknown, unscoped] = await Promise.all([
		askes('providers', 'show', '01.234', '--json'),
		askes('providers', 'show', '99.999', '--json'),
		askes('providers', 'show', '019a0000-0000-7000-8000-000000000099', '--json'),
		askes.with({ as: { scopes: [] } }, 'providers', 'show', clinic.npi, '--json'),
	]);
	expect([shared.code, JSON.parse(shared.stdout).code]).toEqual([4, 'NUMBER_SHARED']);
	expect([nobody.code, JSON.parse(nobody.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect([unknown.code, JSON.parse(unknown.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect([unscoped.code, JSON.parse(unscoped.stdout).status]).toEqual([4, 403]);
});
