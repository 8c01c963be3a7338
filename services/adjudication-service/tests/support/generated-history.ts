import { testClient } from '@claims-askes/chassis/testing/client';
import { buildApp } from '../../src/app';
import { readjudicateWaiting } from '../../src/usecases/start-readjudication';
import type { openHouse } from './house';
import type { AnnouncedClaim } from './world';

type House = Awaited<ReturnType<typeof openHouse>>;

/** The same numbers for the same seed. */
export function randomOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
}

export const HISTORY_PLAN = {
	id: 'generated',
	benefits: {
		visit: { limits: [{ id: 'visits', per: 'year', count: 9, unit: 'visit' }] },
		laboratory: { frequency: { days: 5 } },
		ward: { per_day: true, limits: [{ id: 'days', per: 'case', count: 3, unit: 'day' }] },
	},
	benefit_of: { '99213': 'visit', '80053': 'laboratory', WARD: 'ward', UNPRICED: 'visit' },
	recovery_days: 20,
	audit: { claim_over: '260.00' },
	pools: [
		{ id: 'year', scope: 'family', per: 'year', amount: '900.00' },
		{ id: 'together', scope: 'group', per: 'year', amount: '5000.00' },
	],
} as const;

/**
 * People of one group with claims in no order of dates: paid, denied, pended, released and priced by a person, denied by a
 * person, and voided, one after the other.
 */
export async function generateHistory(
	house: House,
	{ seed, claims, recalculates }: { seed: number; claims: number; recalculates: boolean },
): Promise<AnnouncedClaim[]> {
	const { world, platform } = house;
	const random = randomOf(seed);
	const consumer = house.listen({ batchSize: 7 });
	const examine = testClient(buildApp(platform, platform.config), {
		subject: 'examiner',
		role: 'staff',
		authority: 5,
		scopes: ['adjudication:read', 'adjudication:write'],
	});
	const policy = world.issuePolicy({ group_id: platform.newId(), aso: { amount: '6000.00' } });
	const providers = [0, 1].map((more) =>
		world.register(
			{},
			{
				prices: {
					'99213': { basis: 'fee', amount: `${80 + more * 15}.00` },
					'80053': { basis: 'percent', percent: 90 },
					WARD: { basis: 'per_diem', amount: '60.00' },
				},
			},
		),
	);
	const families = Array.from({ length: 6 }, () => platform.newId());
	const members = Array.from({ length: 12 }, (_, at) =>
		world.enroll(
			{ family_id: families[at % 6] ?? '', group_id: policy.group_id },
			{ plan_id: 'generated', policy_id: policy.id },
		),
	);
	const submitted: AnnouncedClaim[] = [];
	for (let at = 0; at < claims; at++) {
		const member = members[random(members.length)] ?? null;
		const day = `2026-0${1 + random(9)}-${String(1 + random(28)).padStart(2, '0')}`;
		const isStay = random(8) === 0;
		const codes = isStay
			? ['WARD']
			: ['99213', '80053', '99213', 'UNPRICED', 'X'].slice(random(4), random(4) + 2);
		const claim = world.submit(random(20) === 0 ? null : member, providers[random(2)] ?? null, {
			family_key: member?.family_id,
			...(isStay && { type: 'institutional', admission: undefined }),
			lines: (codes.length > 0 ? codes : ['99213']).map((procedure_code) => ({
				procedure_code,
				service_date: day,
				units: 1 + random(isStay ? 5 : 2),
				charge: `${50 + random(250)}.00`,
			})),
		} as never);
		submitted.push(claim);
		await house.announce(claim);
		if (at % 5 !== 0) continue;
		await consumer.idle();
		await review(house, examine, random);
		const old = submitted[random(submitted.length)];
		if (old && random(3) === 0) await house.voidClaim(old);
		await consumer.idle();
		// What a void leaves to the claims after it is decided again in date order.
		if (recalculates) await house.recalculate();
	}
	await consumer.idle();
	return submitted;
}

/** A person looks at one claim that waits: lets it pass, with a price where one is missing, or denies it. */
async function review(
	house: House,
	examine: ReturnType<typeof testClient>,
	random: (below: number) => number,
): Promise<void> {
	const { body } = await examine('GET', '/api/v1/review-items?status=open');
	const items = (body.data ?? []) as { id: string; reasons: { line: number; rule: string }[] }[];
	const item = items[random(Math.max(1, items.length))];
	if (!item) return;
	if (random(4) === 0) {
		await examine('POST', `/api/v1/review-items/${item.id}/denials`, {
			body: { reason: 'no proof', carc: '252', group: 'CO' },
		});
	} else {
		const lines = [...new Set(item.reasons.flatMap(({ rule, line }) => (rule === 'R18' ? line : [])))];
		const prices = lines.map((line) => ({ line, allowed: `${20 + random(40)}.00` }));
		await examine('POST', `/api/v1/review-items/${item.id}/releases`, {
			body: { reason: 'seen', ...(prices.length > 0 && { prices }) },
		});
	}
	await readjudicateWaiting(house.platform, house.gatherFacts);
}
