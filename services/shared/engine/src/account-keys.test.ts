import { expect, test } from 'bun:test';
import { accountKeysOf } from './account-keys';
import { planIndexOf } from './plan-index';
import { aCase, aMember } from './testing';
import type { Member } from './types';

const meter = { slot: 0, key: 'pool:annual|', most: 0, scope: 'family' } as never;

test('a key names its owner and period, whoever’s claim and whatever year came before', () => {
	const { facts } = aCase({ plan: { pools: [{ id: 'annual', scope: 'family', per: 'year', amount: 1 }] } });
	const plan = planIndexOf(facts.plan);
	const keyOf = (id: string, member: Member | undefined, year: string): string =>
		accountKeysOf(plan, id, member).of(meter, year);
	const one = aMember() as Member;
	const other = aMember({ family_id: 'family-2' }) as Member;
	for (const _ of [1, 2]) {
		expect(keyOf('1', one, '2026')).toBe('pool:annual|family:family-1|2026');
		expect(keyOf('1', one, '2026')).toBe('pool:annual|family:family-1|2026');
		expect(keyOf('1', one, '2025')).toBe('pool:annual|family:family-1|2025');
		expect(keyOf('1', other, '2025')).toBe('pool:annual|family:family-2|2025');
		expect(keyOf('2', undefined, '2025')).toBe('pool:annual|family:undefined|2025');
	}
});
