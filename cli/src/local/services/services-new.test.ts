import { afterAll, expect, test } from 'bun:test';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project';
import { assertInCheckout } from './new-service';
import { inserted, planService } from './plan-service';
import { type AskedService, pluralOf } from './service-words';
import { writeAll } from './write-files';

const room = mkdtempSync(join(tmpdir(), 'askes-test-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const plan = (name: string, changes: Partial<AskedService> = {}) =>
	planService(PROJECT_ROOT, { name, owner: 'member', ...changes });

test('a service has its own files, in the rooms that all services have, and a place in every list', () => {
	const { service, files } = plan('tea', { resource: 'leaf-blend', owner: 'group' });
	expect(service).toBe('tea-service');
	const paths = files.map(({ path }) => path);
	for (const path of [
		'services/tea-service/src/domain/leaf-blend.ts',
		'services/tea-service/src/api/v1/leaf-blends.routes.ts',
		'services/tea-service/tests/api/leaf-blends.test.ts',
		'migrations/tea_service/0001_create_leaf_blends.sql',
		'cli/src/commands/leaf-blends/list.ts',
		'cli/src/commands/leaf-blends/show.ts',
	])
		expect(paths).toContain(path);
	const changed = Object.fromEntries(files.map(({ path, after }) => [path, after]));
	expect(changed['services/shared/contracts/src/events.ts']).toContain("'leaf_blend.registered'");
	const { topics } = JSON.parse(changed['cli/package.json'] ?? '').oclif;
	expect(topics['leaf-blends']).toEqual({ description: 'leaf blends' });
	expect(changed['services/shared/contracts/src/scopes.ts']).toContain("'leaf-blends:write'");
	expect(changed['services/README.md']).toMatch(/^\| tea-service \| \d+ \| leaf blends \|/m);
	for (const { after } of files) expect(after).not.toContain('{{');
});

test('its port is one that nothing in the project listens to', () => {
	const { port } = plan('tea');
	expect(readFileSync(join(PROJECT_ROOT, 'docker-compose.yml'), 'utf8')).not.toContain(`:${port}`);
});

test('its name may end as a service’s does', () => {
	expect(plan('tea-service')).toEqual(plan('tea'));
});

test.each<[what: string, name: string, changes: Partial<AskedService>, code: string]>([
	['climbs out of its folder', '../tea', {}, 'NAME_INVALID'],
	['is a path', 'a/b', {}, 'NAME_INVALID'],
	['is nothing', '', {}, 'NAME_INVALID'],
	['is only the ending', '-service', {}, 'NAME_INVALID'],
	['has capitals', 'Tea', {}, 'NAME_INVALID'],
	['has a number', 'tea2', {}, 'NAME_INVALID'],
	['has other letters', 'thé', {}, 'NAME_INVALID'],
	['has a line break', 'tea\n', {}, 'NAME_INVALID'],
	['ends in a hyphen', 'tea-', {}, 'NAME_INVALID'],
	['is long', 'a'.repeat(31), {}, 'NAME_INVALID'],
	['is a service', 'claims', {}, 'SERVICE_EXISTS'],
	['is a client of the SDK', 'payment', {}, 'SERVICE_EXISTS'],
	['keeps what commands are about', 'tea', { resource: 'webhook' }, 'SERVICE_EXISTS'],
	['keeps what another does', 'tea', { resource: 'claim' }, 'SERVICE_EXISTS'],
	['keeps the chassis’s events', 'tea', { resource: 'event' }, 'SERVICE_EXISTS'],
	['keeps what the language has', 'tea', { resource: 'map' }, 'NAME_RESERVED'],
	['keeps what each service has', 'tea', { resource: 'platform' }, 'NAME_RESERVED'],
	['keeps what paging is called', 'tea', { resource: 'page' }, 'NAME_RESERVED'],
	['keeps what SQL says', 'tea', { resource: 'reference' }, 'NAME_RESERVED'],
	['keeps a table of the chassis', 'tea', { resource: 'idempotency-key' }, 'NAME_RESERVED'],
	['keeps a path', 'tea', { resource: '../../leaf' }, 'NAME_INVALID'],
	['is for two lines', 'tea', { description: 'tea\ncoffee' }, 'DESCRIPTION_INVALID'],
	['is for code', 'tea', { description: '`date`' }, 'DESCRIPTION_INVALID'],
])('a service that %s is refused', (_, name, changes, code) => {
	expect(() => plan(name, changes)).toThrow(expect.objectContaining({ code }));
});

test.each([
	['tea', 'teas'],
	['policy', 'policies'],
	['day', 'days'],
	['address', 'addresses'],
	['batch', 'batches'],
])('of %s there are many %s', (one, many) => {
	expect(pluralOf(one)).toBe(many);
});

test('a list has one place for a new entry, or is left alone', () => {
	const entry = { file: 'list', before: '^end$', text: 'new\n' };
	expect(inserted('a\nend\n', entry, {})).toBe('a\nnew\nend\n');
	for (const list of ['a\n', 'end\nend\n'])
		expect(() => inserted(list, entry, {})).toThrow(expect.objectContaining({ code: 'PLACE_NOT_FOUND' }));
	const sorted = { file: 'list', before: '^- (.+)$|^end$', key: '{{name}}', text: '- {{name}}\n' };
	expect(inserted('- a\n- c\nend\n', sorted, { name: 'b' })).toBe('- a\n- b\n- c\nend\n');
	expect(inserted('- a\n- c\nend\n', sorted, { name: 'd' })).toBe('- a\n- c\n- d\nend\n');
});

test('where one file cannot be written, or what follows fails, all is as it was', () => {
	const root = join(room, 'half');
	mkdirSync(root);
	writeFileSync(join(root, 'list'), 'old');
	writeFileSync(join(root, 'taken'), 'mine');
	const list = { path: 'list', before: 'old', after: 'new' };
	const fresh = { path: 'deep/er/file', before: null, after: 'x' };
	const attempts: (() => void)[] = [
		() => writeAll(root, [fresh, list, { path: 'taken', before: null, after: 'x' }], () => {}),
		() => writeAll(root, [fresh, list, { path: 'list/below', before: null, after: 'x' }], () => {}),
		() =>
			writeAll(root, [fresh, list], () => {
				throw new Error('untidy');
			}),
	];
	for (const attempt of attempts) {
		expect(attempt).toThrow();
		expect(readdirSync(root).sort()).toEqual(['list', 'taken']);
		expect([readFileSync(join(root, 'list'), 'utf8'), readFileSync(join(root, 'taken'), 'utf8')]).toEqual([
			'old',
			'mine',
		]);
	}
	writeAll(root, [fresh, list], () => {});
	expect(existsSync(join(root, 'deep/er/file'))).toBe(true);
	expect(readFileSync(join(root, 'list'), 'utf8')).toBe('new');
});

test('it is for the checkout that the person is in', () => {
	assertInCheckout(join(PROJECT_ROOT, 'services'));
	expect(() => assertInCheckout(room)).toThrow(expect.objectContaining({ code: 'NOT_A_CHECKOUT' }));
});
