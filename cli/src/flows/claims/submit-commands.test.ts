import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { join } from 'node:path';
import { buildApp } from '../../../../services/claims-service/src/app';
import { settings } from '../../../../services/claims-service/src/config';
import { aClaim, aLine } from '../../../../services/claims-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
await house.open('claims-service', settings, buildApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

async function aFile(name: string, content: unknown): Promise<string> {
	const path = join(askes.folder, name);
	await Bun.write(path, typeof content === 'string' ? content : JSON.stringify(content, null, '\t'));
	return path;
}

const submitted = async (claim = aClaim()) =>
	JSON.parse((await askes('claims', 'submit', await aFile('a.json', claim), '--json')).stdout);

test('a claim written in YAML or JSON is taken in, and its number and standing are told', async () => {
	const { source: _, ...claim } = aClaim();
	const [yaml, json] = await Promise.all([
		askes.with({ stdin: Bun.YAML.stringify(claim) }, 'claims', 'submit', '-'),
		submitted(),
	]);
	expect([yaml.code, yaml.stdout]).toEqual([0, expect.stringMatching(/^CLM-\d{4}-\d{8} received\n$/)]);
	expect(json).toMatchObject({ status: 'received', total_charge: '120.00', frequency_code: '1' });
});

test('a claim that is refused is told with every reason, and the line where it stands', async () => {
	const file = await aFile(
		'bad.json',
		aClaim({ total_charge: '100.00', lines: [aLine({ service_date: '2999-01-01' })] }),
	);
	const [text, json] = await Promise.all([
		askes('claims', 'submit', file),
		askes('claims', 'submit', file, '--json'),
	]);
	expect([text.code, text.stdout]).toEqual([4, '']);
	const lines = (await Bun.file(file).text()).split('\n');
	const lineOf = (name: string) => lines.findIndex((line) => line.includes(`"${name}"`)) + 1;
	expect(text.stderr).toContain(`bad.json:${lineOf('total_charge')} total_charge CHARGES_DO_NOT_SUM: `);
	expect(text.stderr).toContain(
		`bad.json:${lineOf('service_date')} lines.0.service_date DATE_AFTER_RECEIPT: `,
	);
	expect(JSON.parse(json.stdout)).toMatchObject({
		code: 'CLAIM_REJECTED',
		status: 422,
		details: expect.arrayContaining([
			{
				field: 'total_charge',
				code: 'CHARGES_DO_NOT_SUM',
				message: expect.any(String),
				line: lineOf('total_charge'),
			},
		]),
	});
});

const unusable: [what: string, text: string, code: string][] = [
	['an 837', 'ISA*00*          *00*          *ZZ*', 'NOT_ONE_DOCUMENT'],
	['a list of claims', '[{}, {}]', 'NOT_ONE_DOCUMENT'],
	['what is no YAML', 'claim_id: [', 'NOT_YAML'],
	['a field that stands twice', 'claim_id: A\nclaim_id: B\n', 'NAMED_TWICE'],
];
test.each(unusable)('%s cannot be submitted', async (_, text, code) => {
	const run = await askes.with({ stdin: text }, 'claims', 'submit', '-', '--json');
	expect([run.code, JSON.parse(run.stdout).code]).toEqual([2, code]);
});

test('a claim is replaced by its number, and is over then', async () => {
	const claim = aClaim();
	const { claim_number, id } = await submitted(claim);
	const corrected = await aFile('corrected.json', {
		...claim,
		total_charge: '90.00',
		lines: [aLine({ charge: '90.00' })],
	});
	const replaced = await askes('claims', 'replace', claim_number, corrected);
	expect([replaced.code, replaced.stderr]).toEqual([0, `${claim_number} is replaced\n`]);
	const shown = JSON.parse((await askes('claims', 'show', claim_number, '--json')).stdout);
	expect(shown).toMatchObject({ status: 'replaced', replaced_by_id: expect.any(String) });
	const [again, another, nobody] = await Promise.all([
		askes('claims', 'replace', id, corrected, '--json'),
		askes(
			'claims',
			'replace',
			id,
			await aFile('other.json', { ...claim, original_claim_number: 'CLM-2020-00000001' }),
			'--json',
		),
		askes('claims', 'replace', 'CLM-2020-00000001', corrected, '--json'),
	]);
	expect([again.code, JSON.parse(again.stdout).details[0].code]).toEqual([4, 'ORIGINAL_CLAIM_OVER']);
	expect([another.code, JSON.parse(another.stdout).code]).toEqual([2, 'ORIGINAL_DIFFERS']);
	expect([nobody.code, JSON.parse(nobody.stdout).code]).toEqual([4, 'CLAIM_NOT_FOUND']);
});

test('whoever waits is told each move, until the claim is decided or time is up', async () => {
	const child = askes.start('claims', 'submit', await aFile('waited.json', aClaim()), '--wait', '--json');
	await child.stderrMatch(/(received)/);
	await house.sqlOf('claims-service')`update claims set status = 'pended' where status = 'received'`;
	const decided = await child.ended;
	expect([decided.code, decided.stderr, JSON.parse(decided.stdout).status]).toEqual([
		0,
		'received\npended\n',
		'pended',
	]);
	const late = await askes(
		'claims',
		'submit',
		await aFile('late.json', aClaim()),
		'--wait',
		'--timeout',
		'1',
	);
	expect([late.code, late.stdout]).toEqual([5, expect.stringContaining(' received\n')]);
});

test('submitting takes the scope', async () => {
	const as = { scopes: ['claims:read'] };
	const run = await askes.with({ as }, 'claims', 'submit', await aFile('b.json', aClaim()), '--json');
	expect([run.code, JSON.parse(run.stdout).status]).toEqual([4, 403]);
});

test('a claim that nobody has decided yet is not appealed', async () => {
	const { claim_number } = await submitted();
	const { code, stderr } = await askes('claims', 'appeal', claim_number, '--reason', 'too slow');
	expect([code, stderr]).toEqual([4, expect.stringContaining('cannot move')]);
});
