import { afterAll, expect, setDefaultTimeout, test } from 'bun:test';
import { buildApp as authorizationApp } from '../../../../services/authorization-service/src/app';
import { settings as authorizationSettings } from '../../../../services/authorization-service/src/config';
import { aRequest } from '../../../../services/authorization-service/tests/setup';
import { buildApp as benefitApp } from '../../../../services/benefit-service/src/app';
import { settings as benefitSettings } from '../../../../services/benefit-service/src/config';
import { aPlan } from '../../../../services/benefit-service/tests/setup';
import { buildApp as memberApp } from '../../../../services/member-service/src/app';
import { settings as memberSettings } from '../../../../services/member-service/src/config';
import { aCoverage, anEmployee } from '../../../../services/member-service/tests/setup';
import { buildApp as providerApp } from '../../../../services/provider-service/src/app';
import { settings as providerSettings } from '../../../../services/provider-service/src/config';
import { aProvider } from '../../../../services/provider-service/tests/setup';
import { aHouse } from '../../../../services/tests/support/house';
import { commandsIn } from '../../local/testing/commands-in-house';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const house = aHouse();
const authorizations = await house.open('authorization-service', authorizationSettings, authorizationApp);
const benefits = await house.open('benefit-service', benefitSettings, benefitApp);
const members = await house.open('member-service', memberSettings, memberApp);
const providers = await house.open('provider-service', providerSettings, providerApp);
const askes = await commandsIn(house);
afterAll(async () => {
	askes.remove();
	await house.close();
});

const plan = aPlan();
await benefits('POST', '/api/v1/plans', { body: { document: plan, effective_from: '2026-01-01' } });
const employee = anEmployee({ coverages: [aCoverage({ plan_id: plan.id })] });
const dewi = (await members('POST', '/api/v1/members', { body: employee })).body.data;
const hospital = aProvider();
const provider = (await providers('POST', '/api/v1/providers', { body: hospital })).body.data;

const requested = async (): Promise<{ id: string; number: string }> => {
	const body = aRequest({ member_id: dewi.id, provider_id: provider.id });
	return (await authorizations('POST', '/api/v1/authorizations', { body })).body.data;
};
const auth = (...args: string[]) => askes('authorizations', ...args);

test('an authorization is approved for less, extended, and its letter shown by names', async () => {
	const { number, id } = await requested();
	const approved = await auth('approve', number, '--amount', '4000000');
	expect([approved.code, approved.stdout]).toEqual([
		0,
		`${number} approved from 2026-03-01 to 2026-03-10, up to 4000000 IDR\n`,
	]);
	const extended = await auth('extend', id, '--to', '2026-03-20', '--no-limit', '--json');
	expect(JSON.parse(extended.stdout)).toMatchObject({ status: 'approved', to: '2026-03-20', amount: null });
	const [letter, letters, shown] = await Promise.all([
		auth('letter', number),
		auth('letter', number, '--json'),
		auth('show', number),
	]);
	expect(letter.stdout).toContain(
		'for Dewi Lestari, by Rumah Sakit Harapan\nfrom 2026-03-01 to 2026-03-20: INPATIENT',
	);
	expect(JSON.parse(letters.stdout).letters.map(({ standing }: { standing: string }) => standing)).toEqual([
		'valid',
		'replaced',
	]);
	expect(shown.stdout).toStartWith(`${number}  approved\n`);
	expect(shown.stdout).toContain('planned: icd-9-cm 47.09');
});

test('one that is denied tells why, and has no letter', async () => {
	const { number } = await requested();
	const { code, stdout } = await auth('deny', number, '--reason', 'covered without a stay');
	expect([code, stdout]).toEqual([0, `${number} denied\n`]);
	const [shown, letter, again] = await Promise.all([
		auth('show', number),
		auth('letter', number, '--json'),
		auth('extend', number, '--to', '2026-04-01', '--json'),
	]);
	expect(shown.stdout).toStartWith(`${number}  denied: covered without a stay\n`);
	expect([letter.code, JSON.parse(letter.stdout).code]).toEqual([4, 'NO_LETTER']);
	expect(again.code).toBe(4);
});

test('those that wait are listed by member, provider and status, with names', async () => {
	const { number } = await requested();
	const [listed, page, nobody] = await Promise.all([
		auth('list', '--status', 'requested', '--member', employee.member_number, '--provider', hospital.npi),
		auth('list', '--limit', '1', '--json'),
		auth('list', '--member', 'M-NONE', '--json'),
	]);
	expect(listed.stdout).toMatch(
		new RegExp(`^${number} +requested .* 5000000 +IDR +Dewi Lestari +Rumah Sakit Harapan$`, 'm'),
	);
	expect(JSON.parse(page.stdout)).toMatchObject({
		authorizations: [{ number }],
		next_cursor: expect.any(String),
	});
	expect([nobody.code, JSON.parse(nobody.stdout).code]).toEqual([4, 'NOT_FOUND']);
});

test('what is not there, says nothing, or is not allowed is decided by nobody', async () => {
	const { number } = await requested();
	const [unknown, nothing, unreasoned, unscoped] = await Promise.all([
		auth('approve', 'AUTH-NONE', '--json'),
		auth('extend', number, '--json'),
		auth('deny', number),
		askes.with({ as: { scopes: ['authorizations:read'] } }, 'authorizations', 'approve', number, '--json'),
	]);
	expect([unknown.code, JSON.parse(unknown.stdout).code]).toEqual([4, 'NOT_FOUND']);
	expect([nothing.code, JSON.parse(nothing.stdout).code]).toEqual([2, 'NOTHING_EXTENDED']);
	expect(unreasoned.code).toBe(2);
	expect([unscoped.code, JSON.parse(unscoped.stdout).status]).toEqual([4, 403]);
});
