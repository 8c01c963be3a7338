import { expect, test } from 'bun:test';
import { firstIdOf } from '../../src/repositories/uuid-time';

const idAt = (instant: string) => Bun.randomUUIDv7('hex', Date.parse(instant));

test('every id of a day lies between its bounds, wherever the payer is', () => {
	for (const instant of [
		'2026-11-22T10:00:00.000Z',
		'2026-11-23T12:00:00.000Z',
		'2026-11-24T11:59:59.999Z',
	]) {
		expect(firstIdOf('2026-11-23', -1) <= idAt(instant)).toBe(true);
		expect(idAt(instant) < firstIdOf('2026-11-23', 2)).toBe(true);
	}
});

test('ids of other weeks lie outside', () => {
	expect(idAt('2026-11-16T00:00:00.000Z') < firstIdOf('2026-11-23', -1)).toBe(true);
	expect(idAt('2026-11-30T00:00:00.000Z') > firstIdOf('2026-11-23', 2)).toBe(true);
});

test('a day before time began bounds nothing and breaks nothing', () => {
	expect(firstIdOf('0001-01-01', -1)).toBe('00000000-0000-0000-0000-000000000000');
});
