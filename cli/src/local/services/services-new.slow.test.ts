import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../project';
import { unusedOffset } from '../testing/unused-offset';

// The project's own checks and a whole stack, on a busy machine.
setDefaultTimeout(900_000);

const PORT_OFFSET = unusedOffset();
const NOT_COPIED = ['.git', '.askes'];

let room: string;
let copy: string;
let env: Record<string, string>;

beforeAll(() => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	copy = join(room, 'checkout');
	env = {
		...(process.env as Record<string, string>),
		ASKES_HOME: room,
		ASKES_DATA_DIR: join(room, 'data'),
		ASKES_PORT_OFFSET: String(PORT_OFFSET),
	};
	const entries = readdirSync(PROJECT_ROOT).filter((name) => !NOT_COPIED.includes(name));
	Bun.spawnSync(['mkdir', copy]);
	Bun.spawnSync(['cp', '-a', ...entries.map((name) => join(PROJECT_ROOT, name)), copy]);
});
afterAll(async () => {
	await askes('down');
	rmSync(room, { recursive: true, force: true });
});

async function run(...command: string[]) {
	const child = Bun.spawn(command, { cwd: copy, env, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' });
	const [stdout, stderr, code] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
		child.exited,
	]);
	return { code, stdout, stderr };
}
const bun = (...args: string[]) => run('node', 'cli/bin/with-bun.mjs', ...args);
const askes = (...args: string[]) => run('node', 'cli/bin/askes.mjs', ...args);

const STORY = `
import { createAskes } from '@claims-askes/sdk';
import { findRunningStack } from './cli/src/local/running-stack';

const { endpoints, ...auth } = findRunningStack({ portOffset: ${PORT_OFFSET}, dataDir: process.env.ASKES_DATA_DIR })!;
const { pharmacies } = createAskes({ endpoints, auth });
const body = { number: 'N-1', name: 'First', provider_id: Bun.randomUUIDv7(), from: '2026-01-01' };
const registered = await pharmacies.POST('/api/v1/refill-orders', { body });
const id = registered.data!.data.id;
const { data } = await pharmacies.GET('/api/v1/refill-orders/{id}', { params: { path: { id } } });
console.log(data!.data.number);
`;

test('a new service passes all that the project asks of a service, and works in a stack', async () => {
	const named = ['pharmacy', '--resource', 'refill-order', '--owner', 'provider'];
	const written = await askes('services', 'new', ...named, '--description', "refills, and who's to get them");
	expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('services/pharmacy-service/') });

	for (const generator of ['services/generate.ts', 'cli/src/write-manifest.ts'])
		expect(await bun(generator)).toMatchObject({ code: 0 });
	writeFileSync(join(copy, 'examples/story-of-refills.ts'), STORY.replaceAll("'./cli", "'../cli"));
	const checks = await Promise.all([
		bun('node_modules/.bin/biome', 'check', 'services', 'sdk', 'cli', 'deploy', 'migrations'),
		bun('node_modules/.bin/tsc', '--noEmit', '-p', '.'),
	]);
	for (const check of checks) expect(check).toMatchObject({ code: 0 });
	const tested = await bun(
		...['cli/src/local/testing/run-tests.ts', 'fast', 'services/pharmacy-service', 'services/tests'],
		...['cli/src/local/compose.test.ts', 'cli/src/local/schema-borders.test.ts', 'sdk/tests'],
	);
	expect(tested).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ passed, 0 failed/m) });

	expect(await askes('up')).toMatchObject({ code: 0 });
	const { services } = JSON.parse((await askes('services', 'list', '--json')).stdout);
	expect(services).toContainEqual(
		expect.objectContaining({ name: 'pharmacy-service', state: 'ready', schema: 'pharmacy_service' }),
	);
	expect(await bun('examples/story-of-refills.ts')).toMatchObject({ code: 0, stdout: 'N-1\n' });
	const listed = await askes('refill-orders', 'list', '--json');
	expect(JSON.parse(listed.stdout)).toMatchObject({ refill_orders: [{ number: 'N-1', name: 'First' }] });
	const shown = await askes('refill-orders', 'show', 'N-1');
	expect(shown.stdout).toMatch(/^N-1 {2}First\nprovider [\da-f-]{36}\nfrom 2026-01-01\n$/);
	const missing = await askes('refill-orders', 'show', 'N-2', '--json');
	expect([missing.code, JSON.parse(missing.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect((await askes('--help')).stdout).toContain("refills, and who's to get them");
	const again = await askes('services', 'new', ...named, '--json');
	expect([again.code, JSON.parse(again.stdout).code]).toEqual([2, 'SERVICE_EXISTS']);
});
