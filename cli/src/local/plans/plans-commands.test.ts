import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeProfiles } from '../../profiles';
import { runAskes } from '../testing/run-askes';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const DENTAL = join(
	import.meta.dir,
	'..',
	'..',
	'..',
	'..',
	'examples',
	'plans',
	'rimba-raya',
	'dental.yaml',
);

interface Published {
	readonly id: string;
	readonly plan_id: string;
	readonly version: string;
	readonly effective_from: string;
	readonly document: { readonly name: string; readonly currency: string };
}

let home: string;
let server: ReturnType<typeof Bun.serve>;
const versions: Published[] = [];

/** Stands where benefit-service would, and keeps what is published. */
async function answer(request: Request): Promise<Response> {
	const [, , , , id = '', , number] = new URL(request.url).pathname.split('/');
	const own = versions.filter(({ plan_id }) => plan_id === id);
	if (request.method === 'POST') {
		const { document, effective_from } = (await request.json()) as Published;
		const version = String(own.length + 1);
		const published = { id: Bun.randomUUIDv7(), plan_id: id, version, effective_from, document };
		versions.push(published);
		return answered(published, 201);
	}
	if (number !== undefined) return answered(own.find(({ version }) => version === number));
	const [first] = own;
	const facts = first && {
		...{ id, name: first.document.name, currency: first.document.currency },
		versions: own.map(({ document: _, ...span }) => ({ ...span, effective_to: null })),
	};
	if (id === '') {
		const names = [...new Set(versions.map(({ plan_id }) => plan_id))];
		return answered(names.map((name) => ({ id: name, name, currency: 'IDR', versions: [] })));
	}
	return answered(facts);
}

function answered(data: unknown, status = 200): Response {
	const metadata = { timestamp: '2026-11-23T00:00:00Z', version: 'v1', request_id: 'r' };
	if (data !== undefined)
		return Response.json({ success: true, data, message: '', errors: [], metadata }, { status });
	const errors = [{ code: 'NOT_FOUND', message: 'no such thing' }];
	return Response.json(
		{ success: false, data: null, message: 'no such thing', errors, metadata },
		{ status: 404 },
	);
}

beforeAll(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-plans-'));
	server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: answer });
	const profile = { base_url: `http://127.0.0.1:${server.port}` };
	writeProfiles({ current: 'test', profiles: { test: profile } }, join(home, 'config.json'));
});

afterAll(async () => {
	await server.stop(true);
	rmSync(home, { recursive: true, force: true });
});

const plans = (...args: string[]) => runAskes(['plans', ...args], { env: { ASKES_HOME: home } });

test('a plan is published, changed, compared and shown by its versions', async () => {
	const cheaper = join(home, 'cheaper.yaml');
	await Bun.write(cheaper, (await Bun.file(DENTAL).text()).replace('"8000000"', '"6000000"'));
	expect((await plans('publish', DENTAL, '--from', '2026-01-01')).stdout).toBe(
		'RIMBA-DENTAL version 1 holds from 2026-01-01\n',
	);
	const toCome = await plans('diff', 'RIMBA-DENTAL', cheaper, '--json');
	expect(JSON.parse(toCome.stdout).changes).toMatchObject([
		{ benefit: 'dental_complex', before: '8000000', after: '6000000', for_member: 'worse' },
	]);
	const second = JSON.parse((await plans('publish', cheaper, '--from', '2027-01-01', '--json')).stdout);
	expect(second).toMatchObject({ plan_id: 'RIMBA-DENTAL', version: '2', effective_from: '2027-01-01' });
	expect((await plans('diff', 'RIMBA-DENTAL@1', 'RIMBA-DENTAL')).stdout).toContain(
		'dental complex\n  - limit per year goes from 8,000,000 to 6,000,000 IDR\n',
	);
	const shown = await plans('show', 'RIMBA-DENTAL', '--version', '1');
	expect(shown.stdout).toContain('limit per year: 8,000,000 IDR\n  codes: ROOT-CANAL, WISDOM-TOOTH, CROWN\n');
	const { version } = JSON.parse((await plans('show', 'RIMBA-DENTAL', '--json')).stdout);
	expect(version).toBe('2');
	expect((await plans('list')).stdout).toContain('RIMBA-DENTAL');
});

test('a plan that cannot be published is not sent, and exits with 2 at its first mistake', async () => {
	const broken = join(home, 'broken.yaml');
	await Bun.write(broken, (await Bun.file(DENTAL).text()).replace('"8000000"', '"8000000.5"'));
	const sent = versions.length;
	const { code, stdout } = await plans('publish', broken, '--from', '2026-01-01', '--json');
	expect(code).toBe(2);
	expect(JSON.parse(stdout)).toMatchObject({
		code: 'AMOUNT_TOO_PRECISE',
		file: broken,
		line: 26,
		path: 'benefits.dental_complex.limits.0.amount',
	});
	expect(versions).toHaveLength(sent);
	const validated = await plans('validate', DENTAL, broken, '--json');
	expect(validated.code).toBe(2);
	const { files } = JSON.parse(validated.stdout);
	expect(files.map(({ is_valid }: { is_valid: boolean }) => is_valid)).toEqual([true, false]);
});

test('two files that give one plan another product cannot both be published', async () => {
	const optical = join(home, 'optical.yaml');
	await Bun.write(optical, (await Bun.file(DENTAL).text()).replace('product: dental', 'product: optical'));
	const { code, stdout } = await plans('validate', DENTAL, optical);
	expect(code).toBe(2);
	expect(stdout).toContain(`${optical}:5: product PLAN_PRODUCT_DIFFERS`);
	expect((await plans('diff', DENTAL, optical)).stdout).toContain('product goes from dental to optical');
});

test('a plan nobody published is refused, and a file that is not there is wrong usage', async () => {
	expect((await plans('show', 'NOBODY')).code).toBe(4);
	expect((await plans('diff', 'no-such.yaml', DENTAL)).code).toBe(2);
	expect((await plans('validate', 'no-such.yaml')).code).toBe(2);
});
