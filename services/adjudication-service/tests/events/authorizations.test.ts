import { afterAll, expect, test } from 'bun:test';
import { AskesError } from '@claims-askes/sdk';
import type { UntoldUse } from '../../src/repositories/authorization-uses.repository';
import { tellAuthorizations } from '../../src/usecases/tell-authorizations';
import { openHouse } from '../support/house';

const house = await openHouse();
const { world, platform } = house;
afterAll(() => house.close());
world.publishPlan({ benefits: { visit: { authorization: true } }, cost_share: undefined, pools: undefined });
const provider = world.register();
const consumer = house.listen();
const told: Pick<UntoldUse, 'authorization_id' | 'claim_id' | 'amount'>[] = [];
const tell = () =>
	tellAuthorizations(platform, async ({ authorization_id, claim_id, amount }) => {
		told.push({ authorization_id, claim_id, amount });
	});

function anAuthorizedClaim(number: string, amount: string | null = '200.00') {
	const member = world.enroll();
	const authorization = world.authorize({ number, member_id: member.id, amount });
	const claim = world.submit(member, provider, { authorization_number: number });
	return { authorization, claim };
}

test('a letter over an amount in another currency is none for the claim', async () => {
	const { authorization, claim } = anAuthorizedClaim('AUTH-IDR', '2000000');
	Object.assign(authorization, { currency: 'IDR' });
	await house.announce(claim);
	await consumer.idle();
	expect((await house.linesOf(claim))[0]).toMatchObject({ outcome: 'deny', denial: { rule: 'R24' } });
	expect(await house.liveOutcome(claim)).toBe('denied');
	expect((await house.balances())[`auth:${authorization.id}`]).toBeUndefined();
});

test('what a claim used of a letter is told once, and given back when it is cancelled', async () => {
	const { authorization, claim } = anAuthorizedClaim('AUTH-1');
	await house.announce(claim);
	await consumer.idle();
	expect(await house.liveOutcome(claim)).toBe('approved');
	const use = { authorization_id: authorization.id, claim_id: claim.id };
	expect([await tell(), await tell()]).toEqual([1, 0]);
	expect(told).toEqual([{ ...use, amount: '80.0000' }]);

	await house.voidClaim(claim);
	await consumer.idle();
	await tell();
	expect(told.at(-1)).toEqual({ ...use, amount: '0.0000' });
	expect((await house.balances())[`auth:${authorization.id}`]).toBeUndefined();
});

test('a letter pays no more than is left of it, over claims', async () => {
	const { authorization, claim } = anAuthorizedClaim('AUTH-2', '100.00');
	const again = { ...claim.claim, lines: [{ ...claim.claim.lines[0], service_date: '2026-03-09' }] };
	const member = world.enroll();
	Object.assign(authorization, { member_id: member.id });
	const claims = [
		world.submit(member, provider, { authorization_number: 'AUTH-2' }),
		world.submit(member, provider, { authorization_number: 'AUTH-2', lines: again.lines }),
	];
	await house.announce(...claims);
	await consumer.idle();
	expect((await house.balances())[`auth:${authorization.id}`]).toBe(10_000);
	await tell();
	expect(
		told
			.slice(-2)
			.map(({ amount }) => amount)
			.sort(),
	).toEqual(['20.0000', '80.0000']);
});

test('a letter that no longer takes its use holds nothing up, and an outage is tried again', async () => {
	const { claim } = anAuthorizedClaim('AUTH-3');
	await house.announce(claim);
	await consumer.idle();
	const down = tellAuthorizations(platform, async () => {
		throw new TypeError('the connection was refused');
	});
	await expect(down).rejects.toThrow();
	const refused = await tellAuthorizations(platform, async () => {
		throw new AskesError(409, 'AUTHORIZATION_NOT_APPROVED', 'no', [], null, null);
	});
	expect([refused, await tell()]).toEqual([1, 0]);
});

test.each([
	[401, 'AUTH_TOKEN_INVALID'],
	[403, 'AUTH_SCOPE_MISSING'],
	[409, 'IDEMPOTENCY_KEY_IN_FLIGHT'],
	[429, 'RATE_LIMITED'],
])('a refusal that is not of the letter, as %d %s, leaves the use to be told', async (status, code) => {
	const { authorization, claim } = anAuthorizedClaim(`AUTH-${status}`);
	await house.announce(claim);
	await consumer.idle();
	const refused = tellAuthorizations(platform, async () => {
		throw new AskesError(status, code, 'no', [], null, null);
	});
	await expect(refused).rejects.toThrow();
	expect(await tell()).toBe(1);
	expect(told.at(-1)).toMatchObject({ authorization_id: authorization.id, amount: '80.0000' });
});
