import { expect, test } from 'bun:test';
import { ownerOf } from './owners';

test.each([
	['deductible.in|member:m1|2026', 'member:m1'],
	['pool:year|family:f1|life', 'family:f1'],
	['copay.visit|member:m1|2026-03-01@p1', 'member:m1'],
	['limit:room.day:count|group:g1|2026', 'group:g1'],
	['fund:aso|policy:p1', 'policy:p1'],
	['auth:a1', 'auth:a1'],
])('%s belongs to %s', (key, owner) => {
	expect(ownerOf(key)).toBe(owner);
});
