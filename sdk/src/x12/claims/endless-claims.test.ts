import { describe, expect, test } from 'bun:test';
import {
	aClaim,
	bytes,
	collect,
	inPieces,
	join,
	sample837,
	sampleSegments,
} from '../test-support/sample-837';
import type { ClaimReading, ReadClaimsOptions } from './claim-reading';
import { readClaims } from './read-claims';
import { writeRejected } from './write-rejects';

/** A claim may hold only so much. What is longer is refused by name, and takes no other claim and no memory with it. */

const many = (count: number, segment: string) => Array.from({ length: count }, () => segment);

const read = (text: string, options?: ReadClaimsOptions) =>
	collect(readClaims(inPieces(bytes(text), 500), options));

const said = (readings: readonly ClaimReading[]) =>
	readings.flatMap((reading) => {
		if (reading.kind === 'claim') return [[reading.claim.claim_id, 'read']];
		if (reading.kind === 'rejected')
			return [[reading.claim_id, ...new Set(reading.problems.map(({ code }) => code))]];
		return [];
	});

const rejectedOf = (readings: readonly ClaimReading[]) => {
	const rejected = readings.find((reading) => reading.kind === 'rejected');
	if (rejected?.kind !== 'rejected') throw new Error('no claim was rejected');
	return rejected;
};

describe.each([
	['segments nobody knows', 'ZZZ*SOME*THING'],
	['segments without a field', 'K3*SOME THING'],
	['diagnoses', 'HI*ABF:E119'],
	['other payers', 'SBR*S*18*******CI'],
])('a claim of endless %s', (_, segment) => {
	const claims = [aClaim('A1'), [...aClaim('A2'), ...many(5_000, segment)], aClaim('A3')];

	test('is refused as too long, and its neighbours are read', async () => {
		expect(said(await read(sample837({ claims })))).toEqual([
			['A1', 'read'],
			['A2', 'TOO_MANY_SEGMENTS'],
			['A3', 'read'],
		]);
	});
});

test('a claim is refused whose text is longer than is held, and handed back as whole segments', async () => {
	const claims = [aClaim('A1'), [...aClaim('A2'), ...many(100, 'K3*SOME THING')], aClaim('A3')];
	const readings = await read(sample837({ claims }), { maxPiece: 1_200 });
	expect(said(readings)).toEqual([
		['A1', 'read'],
		['A2', 'TOO_MANY_SEGMENTS'],
		['A3', 'read'],
	]);
	const rejected = rejectedOf(readings);
	expect(rejected.text.length).toBeLessThanOrEqual(1_200);
	expect(rejected.text).toMatch(/^CLM\*A2\*.*K3\*SOME THING~$/);
	expect(said(await collect(readClaims(writeRejected(rejected))))).toEqual([['A2', 'read']]);
});

test('no more problems of a claim are listed than a person could read', async () => {
	const claims = [[...aClaim('A1'), ...many(3_000, 'SV1*HC:99213*40*UN*1***1')]];
	const [reading] = await read(sample837({ claims }));
	expect(reading).toMatchObject({ kind: 'rejected' });
	expect(rejectedOf(await read(sample837({ claims }))).problems.length).toBeLessThanOrEqual(1_001);
});

test('of a subscriber with endless segments no claim is read; the next one begins anew', async () => {
	const segments = sampleSegments({ claims: [aClaim('A1'), aClaim('A2')] });
	const level = segments.slice(
		segments.findIndex((segment) => segment.startsWith('HL*2')),
		segments.findIndex((segment) => segment.startsWith('CLM')),
	);
	const [first = '', ...rest] = level;
	const claim = segments.findIndex((segment) => segment.startsWith('CLM'));
	const trailer = segments.findIndex((segment) => segment.startsWith('SE*'));
	const text = join([
		...segments.slice(0, claim),
		...many(5_000, 'ZZZ*SOME*THING'),
		...segments.slice(claim, trailer),
		first.replace('HL*2', 'HL*3'),
		...rest,
		...aClaim('A3'),
		...segments.slice(trailer),
	]);
	expect(said(await read(text))).toEqual([
		['A1', 'TOO_MANY_SEGMENTS'],
		['A2', 'TOO_MANY_SEGMENTS'],
		['A3', 'read'],
	]);
});
