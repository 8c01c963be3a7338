import { expect, test } from 'bun:test';
import { readClaims } from '../x12';
import { aClaim, collect, sample837 } from '../x12/test-support/sample-837';
import type { CanonicalClaim } from './canonical-claim';
import { claimIdentity, contentHash } from './identity';

async function claimsOf(text: string) {
	const readings = await collect(readClaims(text));
	return readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim] : []));
}

const [first, second] = await claimsOf(sample837({ claims: [aClaim('A1'), aClaim('A1')] }));
if (!first || !second) throw new Error('the sample holds two claims');

/** Data whose objects all have their fields the other way round. */
function reversed(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) return value.map(reversed);
	const fields = Object.entries(value).map(([key, part]) => [key, reversed(part)]);
	return Object.fromEntries(fields.reverse());
}

test('the same claim read again has the same identity', async () => {
	const [again] = await claimsOf(sample837({ claims: [aClaim('A1'), aClaim('A1')] }));
	if (!again) throw new Error('no claim');
	expect(claimIdentity(again)).toEqual(claimIdentity(first));
});

test('a claim that travelled as JSON and lost the order of its fields keeps its identity', () => {
	const travelled = JSON.parse(JSON.stringify(first)) as CanonicalClaim;
	const turned = reversed(travelled) as CanonicalClaim;
	expect(Object.keys(turned.billing_provider)).toEqual(Object.keys(travelled.billing_provider).reverse());
	expect(claimIdentity(turned)).toEqual(claimIdentity(first));
});

test('two equal claims of one file differ by their place', async () => {
	expect(claimIdentity(second).place).not.toBe(claimIdentity(first).place);
	expect(await contentHash(second)).toBe(await contentHash(first));
});

test('a place has a slash only between its parts', () => {
	const source = { ...first.source, interchange_control_number: 'A/1 é', group_control_number: undefined };
	expect(claimIdentity({ ...first, source } as CanonicalClaim).place).toMatch(
		/^A%2F1%20%C3%A9\/\/[\w-]+\/1$/,
	);
});

test('a changed amount changes the content, another file name does not', async () => {
	const dearer = { ...first, total_charge: '150.01' };
	expect(await contentHash(dearer)).not.toBe(await contentHash(first));
	const renamed = { ...first, source: { ...first.source, file: 'copy.edi' } };
	expect(claimIdentity(renamed)).toEqual(claimIdentity(first));
	expect(await contentHash(first)).toMatch(/^[0-9a-f]{64}$/);
});

test('the content is JSON with its keys in order, what was kept beside it, and nothing that is undefined', () => {
	const small = { b: 1, a: [{ d: 'é"', c: undefined }, null], source: { format: 'json', extras: [] } };
	expect(claimIdentity(small as never).content).toBe('{"a":[{"d":"é\\""},null],"b":1,"kept":[]}');
});
