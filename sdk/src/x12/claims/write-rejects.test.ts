import { describe, expect, test } from 'bun:test';
import { aClaim, collect, type Sample, sample837 } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import type { ClaimReading } from './claim-reading';
import { readClaims } from './read-claims';
import { writeRejected } from './write-rejects';

const rejectedOf = (readings: ClaimReading[]) =>
	readings.flatMap((reading) => (reading.kind === 'rejected' ? [reading] : []));
const reasonsOf = (readings: ClaimReading[]) =>
	rejectedOf(readings).map(({ claim_id, problems }) => ({
		claim_id,
		codes: problems.map(({ code, segment_id, element }) => `${code} ${segment_id} ${element}`),
	}));

const claims = [
	aClaim('A1'),
	['CLM*BAD*-1***11:B:1', ...aClaim().slice(1)],
	aClaim('A3'),
	['CLM*WORSE*x***11:B:1', ...aClaim().slice(1)],
];

test.each<Sample>([
	{ claims },
	{ claims, element: '|', component: '>', terminator: '\n' },
	{ claims, lineEnd: '\r\n' },
])('the rejects of a file are a file again, refused for the same reasons (%j)', async (sample) => {
	const first = await collect(readClaims(sample837(sample)));
	const again = await collect(readClaims(rejectedOf(first).map(writeRejected).join('')));
	expect(reasonsOf(again)).toEqual(reasonsOf(first));
	expect(again.filter(({ kind }) => kind === 'claim')).toEqual([]);
	expect(again.filter(({ kind }) => kind === 'problem')).toEqual([]);
});

test('a rejected claim that is mended is taken', async () => {
	const [bad] = rejectedOf(
		await collect(readClaims(sample837({ claims: claims.slice(0, 2) }).replace('CLINIC', 'KLÍNIKA'))),
	);
	if (!bad) throw new Error('nothing was rejected');
	const [mended] = await collect(readClaims(writeRejected(bad).replace('*-1*', '*150*')));
	expect(mended).toMatchObject({
		kind: 'claim',
		claim: { claim_id: 'BAD', billing_provider: { name: 'KLÍNIKA' } },
	});
});

describe.skipIf(!hasSharedData)('rejects of the damaged files (skipped without ../shared/data)', () => {
	test.each(sharedFiles('x12/malformed').filter(({ name }) => name.includes('imsweb')))(
		'$name',
		async ({ bytes }) => {
			const first = await collect(readClaims(bytes())).catch(() => []);
			const again = await collect(readClaims(rejectedOf(first).map(writeRejected).join('') || sample837()));
			expect(rejectedOf(again).map(({ claim_id }) => claim_id)).toEqual(
				rejectedOf(first).map(({ claim_id }) => claim_id),
			);
		},
	);
});
