import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAskes } from '../testing/run-askes';

// Real processes on a busy machine.
setDefaultTimeout(120_000);

const room = mkdtempSync(join(tmpdir(), 'askes-test-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

const answering = (...fields: string[]) => ({
	openapi: '3.1.1',
	info: { title: 'Teas', version: '1' },
	paths: {
		'/teas': {
			get: {
				responses: {
					200: {
						description: 'Done',
						content: {
							'application/json': {
								schema: {
									type: 'object',
									properties: Object.fromEntries(fields.map((field) => [field, { type: 'string' }])),
								},
							},
						},
					},
				},
			},
		},
	},
});

function folder(name: string, files: Readonly<Record<string, unknown>>): string {
	const path = join(room, name);
	mkdirSync(path);
	for (const [file, content] of Object.entries(files))
		writeFileSync(join(path, file), JSON.stringify(content));
	return path;
}

const diff = (...args: string[]) =>
	runAskes(['openapi', 'diff', ...args], { env: { ASKES_HOME: room, HOME: process.env.HOME ?? room } });

test('folders are compared service by service, and what breaks callers ends with 3', async () => {
	const old = folder('old', {
		'tea-service.json': answering('id', 'kind'),
		'cup-service.json': answering('id'),
		'pot-service.json': answering('id'),
		'leaf.schema.json': { type: 'object' },
	});
	const now = folder('now', {
		'tea-service.json': answering('id', 'price'),
		'cup-service.json': answering('id'),
		'jug-service.json': answering('id'),
	});
	const told = await diff(old, now, '--json');
	expect(told.code).toBe(3);
	expect(JSON.parse(told.stdout)).toMatchObject({
		breaking: true,
		services: [
			{ service: 'jug-service', changes: [{ level: 'additive', change: 'the document is new' }] },
			{ service: 'pot-service', changes: [{ level: 'breaking', change: 'the document is gone' }] },
			{
				service: 'tea-service',
				changes: [
					{ level: 'breaking', operation: 'GET /teas', change: 'answer 200 kind is gone' },
					{ level: 'additive', operation: 'GET /teas', change: 'answer 200 price is new' },
				],
			},
		],
	});
	const page = await diff(join(old, 'tea-service.json'), join(now, 'tea-service.json'));
	expect(page).toMatchObject({
		code: 3,
		stdout: expect.stringContaining('  breaking\n    GET /teas  answer'),
	});
	const renamed = await diff(join(old, 'cup-service.json'), join(now, 'jug-service.json'));
	expect(renamed).toMatchObject({ code: 0, stdout: 'nothing changed\n' });
	expect(await diff(old, old)).toEqual({ code: 0, stdout: 'nothing changed\n', stderr: '' });
});

test('what cannot be compared is named', async () => {
	const broken = join(room, 'broken.json');
	writeFileSync(broken, '{');
	const codeOf = async (...args: string[]) => {
		const { code, stdout } = await diff(...args, '--json');
		return [code, JSON.parse(stdout).code];
	};
	const named = await Promise.all([
		codeOf('--since', 'no-such-revision'),
		codeOf('--since=--output=/tmp/x'),
		codeOf(join(room, 'nowhere')),
		codeOf(broken, join(room, 'old')),
	]);
	expect(named).toEqual([
		[2, 'REVISION_UNKNOWN'],
		[2, 'REVISION_UNKNOWN'],
		[2, 'FILE_NOT_FOUND'],
		[2, 'DOCUMENT_UNREADABLE'],
	]);
});
