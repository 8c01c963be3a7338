import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { writePrivateJson } from './local/system/private-file';
import { identify } from './local/system/processes';
import { startTemporaryPostgres, type TemporaryPostgres } from './local/testing/temporary-postgres';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

let room: string;
let server: TemporaryPostgres;

beforeAll(async () => {
	room = mkdtempSync(join(tmpdir(), 'askes-test-'));
	server = await startTemporaryPostgres();
});

afterAll(async () => {
	await server?.remove();
	rmSync(room, { recursive: true, force: true });
});

test('the status of a stack that does not run is told by part, and by the exit code', async () => {
	const { code, json } = await askes(['status', '--json']);
	expect(code).toBe(5);
	expect(json.ready).toBe(false);
	expect(json.parts).toContainEqual({
		name: 'broker',
		port: 28_883,
		state: 'stopped',
		pid: null,
		memory_bytes: null,
		restarts: null,
	});
});

test('doctor finds nothing wrong with a machine where nothing runs yet, and says what does not', async () => {
	const { code, json } = await askes(['doctor', '--json']);
	expect(code).toBe(0);
	expect(json.healthy).toBe(true);
	expect(json.findings).toContainEqual({
		check: 'database',
		state: 'warning',
		detail: 'does not run; askes up starts it',
	});
	expect(json.findings).toContainEqual({ check: 'bun', state: 'ok', detail: Bun.version });
});

test('doctor names a port that another program holds as what it is: a failure', async () => {
	const holder = Bun.listen({ hostname: '127.0.0.1', port: 28_883, socket: { data() {} } });
	const { code, json } = await askes(['doctor', '--json']);
	holder.stop(true);
	expect(code).toBe(1);
	const ports = (json.findings as { check: string; state: string; detail: string }[]).find(
		({ check }) => check === 'ports',
	);
	expect(ports).toMatchObject({ state: 'failed', detail: expect.stringContaining('28883 (broker)') });
});

test("migrations go up on a server of one's own, roles get their passwords, and verify agrees", async () => {
	const env = { DATABASE_URL: server.adminUrl, CLAIMS_SERVICE_PASSWORD: "it's secret" };
	const before = await askes(['migrate', 'status', '--json'], env);
	expect(before.json.pending).toBeGreaterThan(0);
	const up = await askes(['migrate', 'up', '--json'], env);
	expect(up.json.applied).toHaveLength(Number(before.json.pending));
	expect((await askes(['migrate', 'verify', '--json'], env)).json).toMatchObject({ pending: 0 });
	const asService = postgres(server.adminUrl, {
		username: 'claims_service',
		password: "it's secret",
		max: 1,
	});
	expect([...(await asService`select current_schema() as schema`)]).toEqual([{ schema: 'claims_service' }]);
	await asService.end();
	expect((await askes(['doctor', '--json'], env)).json.findings).toContainEqual({
		check: 'migrations',
		state: 'ok',
		detail: expect.stringMatching(/^\d+ applied$/),
	});
});

test('a failure is one object with a code under --json, a sentence with a way out otherwise', async () => {
	const asJson = await askes(['migrate', 'status', '--json']);
	expect(asJson).toMatchObject({
		code: 5,
		json: { code: 'NO_DATABASE', message: expect.stringContaining('askes up') },
	});
	const asText = await askes(['migrate', 'status']);
	expect(asText.stdout).toBe('');
	expect(asText.stderr).toContain('askes up starts one');
	expect(asText.stderr).not.toContain('    at ');
});

test('down is refused where no stack runs on the usual ports, but one on others', async () => {
	const dataDir = join(room, 'elsewhere');
	const state = { processes: { broker: identify(process.pid) }, supervisor: null };
	mkdirSync(join(dataDir, 'ports-17001'), { recursive: true });
	writePrivateJson(join(dataDir, 'ports-17001/stack.json'), state);
	const { code, stderr } = await askes(['down', '--data-dir', dataDir], { ASKES_PORT_OFFSET: '' });
	expect(code).toBe(2);
	expect(stderr).toContain('askes down --port-offset 17001');
	expect((await askes(['down', '--data-dir', dataDir, '--port-offset', '17002'])).code).toBe(0);
});

test('status and logs are of the only stack that runs, where none is named', async () => {
	const dataDir = join(room, 'only');
	const folder = join(dataDir, 'ports-17002');
	mkdirSync(join(folder, 'logs'), { recursive: true });
	writeFileSync(join(folder, 'logs/broker.log'), 'ding\n');
	writePrivateJson(join(folder, 'stack.json'), {
		processes: { broker: identify(process.pid) },
		supervisor: null,
	});
	const env = { ASKES_DATA_DIR: dataDir, ASKES_PORT_OFFSET: '' };
	expect((await askes(['status', '--json'], env)).json.parts).toContainEqual(
		expect.objectContaining({ name: 'broker', port: 28_885, pid: process.pid }),
	);
	expect((await askes(['logs', 'broker'], env)).stdout).toBe('ding\n');
});

test('wrong usage exits with 2', async () => {
	expect((await askes(['migrate', 'new', 'no_such_schema', 'x'])).code).toBe(2);
	expect((await askes(['migrate', 'new'])).code).toBe(2);
	expect((await askes(['status', '--port-offset', '60000'])).code).toBe(2);
	expect((await askes(['status', '--no-such-flag'])).code).toBe(2);
	expect((await askes(['no', 'such', 'command'])).code).toBe(2);
});

test('wrong usage has a code under --json', async () => {
	for (const wrong of [['--no-such-flag'], ['--port-offset', 'x']])
		expect(await askes(['status', ...wrong, '--json'])).toMatchObject({
			code: 2,
			json: { code: 'USAGE_INVALID', message: expect.any(String) },
		});
});

test('wrong usage is told in one sentence, with the page that helps', async () => {
	const told = {
		'status --port-offset x': '--port-offset: Expected an integer but received: x',
		'claims export --from yesterday': '--from: yesterday is no day, as 2026-03-31 is',
		'adjudication release CLM-1': 'Missing required flag reason',
	};
	for (const [words, message] of Object.entries(told)) {
		const { code, json } = await askes([...words.split(' '), '--json']);
		expect({ words, code, json }).toMatchObject({ words, code: 2, json: { message } });
	}
	const { stderr } = await askes(['status', '--no-such-flag']);
	expect(stderr).toContain('Try this: askes status --help');
	expect(stderr).not.toContain('GLOBAL FLAGS');
});

test('words that name no command are said back, with the page that helps', async () => {
	const asText = await askes(['claims', 'shwo', 'CLM-1']);
	expect(asText.code).toBe(2);
	expect(asText.stderr).toContain('there is no command "claims shwo CLM-1"');
	expect(asText.stderr).toContain('askes claims show');
	expect(asText.stderr).toContain('askes claims --help');
	const slip = await askes(['claims', 'list', '--statsu', 'denied', '--json']);
	expect(slip.json.message).toBe('Nonexistent flag: --statsu; --status is near to it');
	expect(await askes(['no', 'such', '--json'])).toMatchObject({
		code: 2,
		json: { code: 'COMMAND_UNKNOWN', message: 'there is no command "no such"' },
	});
});

test('with --json standard output is one object, and what is generated goes nowhere but into a file', async () => {
	const file = join(room, 'claims.837');
	for (const what of ['claims', 'codes']) {
		const told = await askes(['generate', what, '--count', '3', '--json']);
		expect(told.json).toMatchObject({ [what === 'claims' ? 'claims' : 'pairs']: 3 });
	}
	await askes(['generate', 'claims', '--count', '3', '--json', '-o', file]);
	expect(await Bun.file(file).text()).toStartWith('ISA*');
});

test('X12 is one word in all commands, and what earlier versions called it is still understood', async () => {
	for (const word of ['x12', '837p'])
		expect((await askes(['generate', 'claims', '--count', '1', '--to', word])).stdout).toStartWith('ISA*');
	for (const word of ['x12', '834'])
		expect((await askes(['generate', 'population', '--members', '2', '--to', word])).stdout).toContain(
			'~\nST*834*',
		);
});

test('the format to write is --as in every command that writes one', async () => {
	const generated = await askes(['generate', 'claims', '--count', '1', '--as', 'ndjson']);
	expect(generated.stdout).toStartWith('{');
	const file = join(room, 'claims.ndjson');
	writeFileSync(file, generated.stdout);
	expect((await askes(['convert', file, '--as', 'x12'])).stdout).toStartWith('ISA*');
});

test('the logs of a part are printed from the end, and those of all with their name', async () => {
	const logs = join(room, 'data/ports-17000/logs');
	mkdirSync(logs, { recursive: true });
	writeFileSync(join(logs, 'claims-service.log'), 'one\ntwo\nthree\n');
	writeFileSync(join(logs, 'broker.log'), 'ding\n');
	expect((await askes(['logs', 'claims-service', '--lines', '2'])).stdout).toBe('two\nthree\n');
	expect((await askes(['logs', '-n', '1'])).stdout.replaceAll(/ +/g, ' ')).toBe(
		'broker ding\nclaims-service three\n',
	);
	expect(await askes(['logs', 'nobody'])).toMatchObject({ code: 2, stdout: '' });
});

async function askes(args: string[], env: Record<string, string> = {}) {
	const child = Bun.spawn([process.execPath, join(import.meta.dir, 'main.ts'), ...args], {
		stdout: 'pipe',
		stderr: 'pipe',
		env: {
			PATH: process.env.PATH ?? '',
			HOME: room,
			NO_COLOR: '1',
			ASKES_DATA_DIR: join(room, 'data'),
			ASKES_PORT_OFFSET: '17000',
			...env,
		},
	});
	const [stdout, stderr, code] = await Promise.all([
		new Response(child.stdout).text(),
		new Response(child.stderr).text(),
		child.exited,
	]);
	const json = args.includes('--json') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
	return { code, stdout, stderr, json };
}
