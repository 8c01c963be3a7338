import { expect, test } from 'bun:test';
import { type ByteRange, parseRange } from './byte-range';
import { isAsAnnounced, retentionLimits } from './document';
import { beginsLike } from './signature';

test.each<[string | null, ByteRange | null | 'unsatisfiable']>([
	[null, null],
	['bytes=0-9', { first: 0, last: 9 }],
	['bytes=90-', { first: 90, last: 99 }],
	['bytes=-10', { first: 90, last: 99 }],
	['bytes=-500', { first: 0, last: 99 }],
	['bytes=95-500', { first: 95, last: 99 }],
	['bytes=100-', 'unsatisfiable'],
	['bytes=-0', 'unsatisfiable'],
	['bytes=9-5', null],
	['bytes=0-9,20-29', null],
	['lines=1-2', null],
	['bytes=-', null],
])('of a hundred bytes, %p asks for %p', (header, expected) => {
	expect(parseRange(header, 100)).toEqual(expected);
});

test('of nothing, no part can be had', () => {
	expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
});

const bytes = (text: string) => new TextEncoder().encode(text);

test('bytes that begin otherwise are not what they are said to be', () => {
	expect(beginsLike('application/pdf', bytes('%PDF-1.7'))).toBe(true);
	expect(beginsLike('application/pdf', bytes('<html>'))).toBe(false);
	expect(beginsLike('image/jpeg', bytes(''))).toBe(false);
	expect(beginsLike('image/tiff', new Uint8Array([0x4d, 0x4d, 0, 0x2a]))).toBe(true);
	expect(beginsLike('text/plain', bytes('anything'))).toBe(true);
});

test('only what was announced is compared', () => {
	const content = { size_bytes: 3, sha256: 'abc' };
	expect(isAsAnnounced({ size_bytes: null, sha256: null }, content)).toBe(true);
	expect(isAsAnnounced({ size_bytes: 3, sha256: null }, content)).toBe(true);
	expect(isAsAnnounced({ size_bytes: 4, sha256: null }, content)).toBe(false);
	expect(isAsAnnounced({ size_bytes: 3, sha256: 'abd' }, content)).toBe(false);
});

test('each kind is kept as long as the setting says, and ten years without one', () => {
	const limits = retentionLimits({ receipt: 30 }, new Date('2026-01-31T00:00:00Z'));
	expect(limits.ofKinds).toContainEqual({ kind: 'receipt', before: '2026-01-01T00:00:00.000Z' });
	expect(limits.ofOthers).toBe('2016-02-03T00:00:00.000Z');
});
