import { expect, test } from 'bun:test';
import { alreadyPublished, heldVersions, nextNumber, versionOn } from './plan';

const document = { id: 'GOLD', name: 'Gold', currency: 'IDR', benefits: {} };
const aVersion = (number: number, effective_from: string, hash = `hash ${number}`) => ({
	id: `v${number}`,
	number,
	effective_from,
	hash,
});
const spans = (versions: ReturnType<typeof aVersion>[]) =>
	heldVersions(versions).map(({ number, effective_from, effective_to }) => [
		number,
		effective_from,
		effective_to,
	]);

test('a version holds until the day before a later one takes over', () => {
	expect(spans([aVersion(1, '2026-01-01'), aVersion(2, '2027-01-01')])).toEqual([
		[1, '2026-01-01', '2026-12-31'],
		[2, '2027-01-01', null],
	]);
});

test('a correction from an earlier day on takes the place of all that was published before it', () => {
	const versions = [aVersion(1, '2026-01-01'), aVersion(2, '2026-07-01'), aVersion(3, '2026-03-01')];
	expect(spans(versions)).toEqual([
		[1, '2026-01-01', '2026-02-28'],
		[3, '2026-03-01', null],
	]);
	expect(versionOn(versions, '2026-08-01')?.number).toBe(3);
	expect(versionOn(versions, '2025-12-31')).toBeNull();
});

const plan = (...versions: ReturnType<typeof aVersion>[]) => ({
	id: 'GOLD',
	name: 'Gold',
	currency: 'IDR',
	product: null,
	draft: null,
	versions,
});
const proposed = (hash: string, effective_from: string) => ({ document, hash, effective_from });

test('a document is published once from a day on, also when another one follows it', () => {
	const two = plan(aVersion(1, '2026-01-01', 'A'), aVersion(2, '2026-07-01', 'B'));
	expect(alreadyPublished(two, proposed('A', '2026-01-01'))?.number).toBe(1);
	expect(alreadyPublished(two, proposed('B', '2026-07-01'))?.number).toBe(2);
	expect(alreadyPublished(two, proposed('A', '2026-08-01'))).toBeNull();
});

test('to go back to a document that was corrected is a new version', () => {
	const corrected = plan(aVersion(1, '2026-01-01', 'A'), aVersion(2, '2026-01-01', 'B'));
	expect(alreadyPublished(corrected, proposed('A', '2026-01-01'))).toBeNull();
	expect(nextNumber(corrected, 'GOLD', proposed('A', '2026-01-01'))).toBe(3);
});

test('a version keeps the id and the currency of its plan', () => {
	const known = plan(aVersion(1, '2026-01-01'));
	const codeOf = (planId: string, currency: string) => {
		try {
			return nextNumber(known, planId, {
				...proposed('B', '2027-01-01'),
				document: { ...document, currency },
			});
		} catch (error) {
			return (error as { problem: { code: string } }).problem.code;
		}
	};
	expect([codeOf('GOLD', 'IDR'), codeOf('SILVER', 'IDR'), codeOf('GOLD', 'USD')]).toEqual([
		2,
		'PLAN_ID_DIFFERS',
		'PLAN_CURRENCY_DIFFERS',
	]);
});
