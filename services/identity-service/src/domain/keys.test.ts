import { expect, test } from 'bun:test';
import { inSigningOrder, type Keys, rotated, type SigningKey } from './keys';

const aKey = (kid: string, retired_at: string | null = null): SigningKey => ({
	kid,
	created_at: '2026-01-01T00:00:00.000Z',
	retired_at,
	jwk: {},
});
const now = new Date('2026-06-01T12:00:00Z');
const kept: Keys = {
	signing_keys: [
		aKey('current'),
		aKey('yesterday', '2026-05-31T13:00:00.000Z'),
		aKey('long-ago', '2026-05-01T00:00:00.000Z'),
	],
	cookie_secrets: ['current', 'previous'],
};
const fresh = { key: aKey('new'), cookieSecret: 'new' };
const kids = (keys: Keys) => keys.signing_keys.map(({ kid }) => kid);

test('a new key signs, and the one before still verifies what it has signed', () => {
	const keys = rotated(kept, fresh, { withdrawPrevious: false, now });
	expect(kids(keys)).toEqual(['new', 'current', 'yesterday']);
	expect(keys.signing_keys[1]?.retired_at).toBe(now.toISOString());
	expect(keys.cookie_secrets).toEqual(['new', 'current']);
});

test('after a theft nothing that the old keys signed is believed', () => {
	const keys = rotated(kept, fresh, { withdrawPrevious: true, now });
	expect(kids(keys)).toEqual(['new']);
	expect(keys.cookie_secrets).toEqual(['new']);
});

test('a new key is published for a while before it signs', () => {
	const keys = rotated(
		kept,
		{ ...fresh, key: { ...aKey('new'), created_at: now.toISOString() } },
		{ withdrawPrevious: false, now },
	);
	const signer = (seconds: number) =>
		inSigningOrder(keys, new Date(now.getTime() + seconds * 1000)).map(({ kid }) => kid);
	expect(signer(1)).toEqual(['current', 'new', 'yesterday']);
	expect(signer(10)).toEqual(['new', 'current', 'yesterday']);
});

test('the only key signs at once', () => {
	const first = { ...aKey('first'), created_at: now.toISOString() };
	expect(inSigningOrder({ signing_keys: [first], cookie_secrets: [] }, now)).toEqual([first]);
});
