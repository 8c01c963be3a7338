import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeEnrolments } from '@claims-askes/sdk/x12';
import { anEnrolment } from '../../../../sdk/src/x12/test-support/sample-documents';
import { buildApp as benefitApp } from '../../../../services/benefit-service/src/app';
import { settings as benefitSettings } from '../../../../services/benefit-service/src/config';
import { aPlan } from '../../../../services/benefit-service/tests/setup';
import { buildApp as memberApp } from '../../../../services/member-service/src/app';
import { settings as memberSettings } from '../../../../services/member-service/src/config';
import { buildApp as policyApp } from '../../../../services/policy-service/src/app';
import { settings as policySettings } from '../../../../services/policy-service/src/config';
import { aPolicy } from '../../../../services/policy-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
const [benefits, policies] = [
	await house.open('benefit-service', benefitSettings, benefitApp),
	await house.open('policy-service', policySettings, policyApp),
];
await house.open('member-service', memberSettings, memberApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

for (const product of ['inpatient', 'dental'])
	await benefits('POST', '/api/v1/plans', {
		body: { document: aPlan({ id: `GOLD-${product}`, product }), effective_from: '2026-01-01' },
	});
const issued = await policies('POST', '/api/v1/policy-imports', {
	body: {
		policies: [{ group: { number: 'G-1', name: 'PT Maju Bersama' }, policy: aPolicy({ number: 'P:1' }) }],
	},
});
const [{ policy_id, group_id }] = issued.body.data.results;

const DEWI = [
	...['--number', 'M-1', '--group', 'G-1', '--relationship', 'employee', '--given-name', 'Dewi'],
	...['--family-name', 'Lestari', '--birth-date', '1985-04-12', '--sex', 'F'],
	...['--coverage', 'P:1:GOLD-inpatient:2026-01-01', '--coverage', 'P:1:GOLD-dental:2026-01-01:2026-06-30'],
];
const enrolled = await askes('members', 'enroll', ...DEWI);
const budi = {
	...{ member_number: 'M-2', subscriber_number: 'M-1', relationship: 'child', given_name: 'Budi' },
	...{ family_name: 'Lestari', birth_date: '2015-06-01', sex: 'M' },
	coverages: [{ policy_id, plan_id: 'GOLD-inpatient', from: '2026-01-01' }],
};

test('a person is enrolled by flags in several products, and shown with each of them', async () => {
	expect([enrolled.code, enrolled.stdout]).toEqual([0, 'M-1 is enrolled in GOLD-inpatient, GOLD-dental\n']);
	const { stdout } = await askes('members', 'show', 'M-1');
	expect(stdout).toContain('M-1  Dewi Lestari\nborn on 1985-04-12, F, active\n');
	expect(stdout).toContain('employee of family M-1, group PT Maju Bersama');
	expect(stdout).toMatch(/^dental +GOLD-dental +P:1 +2026-01-01 +2026-06-30$/m);
});

test('a dependant is enrolled by a file, and listed with the family', async () => {
	const { code } = await askes.with({ stdin: Bun.YAML.stringify(budi) }, 'members', 'enroll', '-');
	const [group, named, page] = await Promise.all([
		askes('members', 'list', '--group', 'G-1'),
		askes('members', 'list', '--name', 'Lest', '--birth-date', '2015-06-01', '--json'),
		askes('members', 'list', '--group', group_id, '--limit', '1'),
	]);
	expect(code).toBe(0);
	expect(group.stdout).toMatch(
		/^M-1 +Dewi Lestari +1985-04-12 +employee +active +GOLD-inpatient GOLD-dental$/m,
	);
	expect(JSON.parse(named.stdout).members).toMatchObject([{ member_number: 'M-2' }]);
	expect(page.stderr).toMatch(/^more: --cursor \S+\n$/);
});

const mistakes: [why: string, args: string[], exit: number, code: string][] = [
	['neither a file nor flags', [], 2, 'NOBODY_NAMED'],
	['a file and flags', ['x.yaml', '--number', 'M-3'], 2, 'NOBODY_NAMED'],
	['a coverage without a day', ['--coverage', 'P:1:GOLD'], 2, 'COVERAGE_MALFORMED'],
	['a policy that is not there', ['--coverage', 'P-9:GOLD:2026-01-01'], 4, 'NOT_FOUND'],
	['too little said', ['--number', 'M-3'], 4, 'VALIDATION_FAILED'],
	['a number that is taken', DEWI, 4, 'MEMBER_NUMBER_TAKEN'],
];
test.each(mistakes)('nobody is enrolled by %s', async (_, args, exit, code) => {
	const run = await askes('members', 'enroll', ...args, '--json');
	expect([run.code, JSON.parse(run.stdout).code]).toEqual([exit, code]);
});

test('what is wrong in a file is told by its line', async () => {
	const file = join(askes.folder, 'wrong.yaml');
	await Bun.write(file, Bun.YAML.stringify({ ...budi, member_number: 'M-4', sex: 'X' }, null, 2));
	const { code, stderr } = await askes('members', 'enroll', file);
	const line = (await Bun.file(file).text()).split('\n').findIndex((text) => text.startsWith('sex')) + 1;
	expect([code, stderr]).toEqual([4, expect.stringContaining(`wrong.yaml:${line} sex `)]);
});

test('a member sees nobody else, and enrolls nobody', async () => {
	const { id } = JSON.parse((await askes('members', 'show', 'M-1', '--json')).stdout);
	const as = { role: 'member', member_id: id } as const;
	const [own, other] = await Promise.all([
		askes.with({ as }, 'members', 'list', '--json'),
		askes.with({ as }, 'members', 'show', 'M-2', '--json'),
	]);
	expect(JSON.parse(own.stdout).members).toMatchObject([{ member_number: 'M-1' }]);
	expect([other.code, JSON.parse(other.stdout).code]).toEqual([4, 'NOT_FOUND']);
});

const FILE = {
	sender: { id: 'SPONSOR' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-01-02T08:00',
	lineEnd: '\n',
} as const;
async function an834(name: string, change = (text: string) => text): Promise<string> {
	const file = join(askes.folder, name);
	const text = await Array.fromAsync(writeEnrolments([anEnrolment(1), anEnrolment(2)], FILE));
	await Bun.write(file, change(text.join('')));
	return file;
}
const answersTo = (name: string) =>
	readdirSync(askes.folder)
		.filter((file) => file.startsWith(`${name}.`))
		.sort();
const answer = (name: string) => Bun.file(join(askes.folder, name)).text();

test('an 834 is answered by a 999 beside it, which tells nothing of whom the payer refuses', async () => {
	const file = await an834('good.834');
	const { code, stdout } = await askes('members', 'import', file, '--json');
	expect([code, JSON.parse(stdout)]).toMatchObject([
		3,
		{ members: { read: 2, refused: 2 }, acknowledgements: [`${file}.999`] },
	]);
	expect(answersTo('good.834')).toEqual(['good.834.999']);
	expect(await answer('good.834.999')).toContain(
		'AK1*BE*1*005010X220A1~\nAK2*834*0001*005010X220A1~\nIK5*A~\nAK9*A*1*1*1~',
	);
});

test('a person who could not be read is told in the 999 by the subscriber’s number', async () => {
	const file = await an834('person.834', (text) => text.replace(/INS\*Y\*18\*\w+/, 'INS*Y*18*ZZZ'));
	expect((await askes('members', 'import', file)).code).toBe(3);
	const text = await answer('person.834.999');
	expect(text).toMatch(/IK3\*INS\*\d+\*2000\*8~\nCTX\*SUBSCRIBER NUMBER REF02:\S+~\nIK4\*3\*875\*/);
	expect(text).toContain('AK9*E*1*1*1~');
});

test('a TA1 is written where the 834 asks for one, and where its envelope is not whole', async () => {
	const asking = await an834('asking.834', (text) => text.replace(/\*0\*([PT])\*/, '*1*$1*'));
	await askes('members', 'import', asking);
	expect(answersTo('asking.834')).toEqual(['asking.834.999', 'asking.834.ta1']);
	expect(await answer('asking.834.ta1')).toMatch(/TA1\*000000001\*\d{6}\*\d{4}\*A\*000~/);

	const cut = await an834('cut.834', (text) => text.slice(0, text.lastIndexOf('INS*')));
	expect((await askes('members', 'import', cut)).code).toBe(2);
	expect(await answer('cut.834.ta1')).toMatch(/TA1\*000000001\*\d{6}\*\d{4}\*R\*023~/);
	expect(await answer('cut.834.999')).toContain('AK9*R*1*1*0*3~');
});

test('the answers to an 834 go into a folder or nowhere, as is asked', async () => {
	const file = await an834('asked.834');
	await askes('members', 'import', file, '--no-acks');
	await askes('members', 'import', file, '--acks-dir', join(askes.folder, 'outbox'));
	expect(answersTo('asked.834')).toEqual([]);
	expect(readdirSync(join(askes.folder, 'outbox'))).toEqual(['asked.834.999']);
});

test('a dry run of an 834 sends nothing, and answers it only where that is asked for', async () => {
	const file = await an834('dry.834');
	const { code, stdout } = await askes('members', 'import', file, '--dry-run');
	expect([code, stdout, answersTo('dry.834')]).toEqual([0, '2 members would be sent, 0 refused\n', []]);
	await askes('members', 'import', file, '--dry-run', '--acks');
	expect(answersTo('dry.834')).toEqual(['dry.834.999']);
});

test('several 834s are named by a glob or come by standard input, packed as they are', async () => {
	const text = await Bun.file(await an834('plain.834')).text();
	for (const name of ['one.834.gz', 'two.834.gz'])
		await Bun.write(join(askes.folder, 'mail', name), Bun.gzipSync(text));
	const dry = ['--dry-run', '--json'];
	const found = await askes('members', 'import', join(askes.folder, 'mail', '*.gz'), ...dry);
	expect([found.code, JSON.parse(found.stdout)]).toMatchObject([0, { files: 2, members: { read: 4 } }]);
	const piped = await askes.with({ stdin: text }, 'members', 'import', '-', ...dry);
	expect([piped.code, JSON.parse(piped.stdout)]).toMatchObject([0, { file: 'stdin', members: { read: 2 } }]);
	const missing = await askes('members', 'import', join(askes.folder, 'mail', 'none*'), ...dry);
	expect([missing.code, JSON.parse(missing.stdout).code]).toEqual([2, 'FILE_NOT_FOUND']);
});
