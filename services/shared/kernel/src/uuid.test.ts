import { expect, test } from 'bun:test';
import { isUuid } from './uuid';

test('a UUID is a text as PostgreSQL takes one, in either case', () => {
	expect(isUuid('7f9c2ba4-e88f-427f-ae5f-1c3d5b9a0e11')).toBe(true);
	expect(isUuid('7F9C2BA4-E88F-427F-AE5F-1C3D5B9A0E11')).toBe(true);
	for (const other of [
		'7f9c2ba4e88f427fae5f1c3d5b9a0e11',
		'7f9c2ba4-e88f-427f-ae5f-1c3d5b9a0e1',
		'',
		null,
		undefined,
		7,
	]) {
		expect(isUuid(other)).toBe(false);
	}
});
