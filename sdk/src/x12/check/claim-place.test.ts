import { expect, test } from 'bun:test';
import { type CanonicalClaim, checkClaim, PayerRule } from '../../claim';
import { readClaims } from '../claims/read-claims';
import { DENTAL_5010 } from '../schema/837d';
import { INSTITUTIONAL_5010 } from '../schema/837i';
import { PROFESSIONAL_5010 } from '../schema/837p';
import { type LoopSpec, parsePattern } from '../schema/loop-spec';
import { aClaim, collect, sample837 } from '../test-support/sample-837';
import { KNOWN_PLACES, placeFinding, placeOfField } from './claim-place';

const GUIDES = { professional: PROFESSIONAL_5010, institutional: INSTITUTIONAL_5010, dental: DENTAL_5010 };

function loopOf(root: LoopSpec, id: string): LoopSpec | undefined {
	return root.id === id ? root : root.loops.map((inner) => loopOf(inner, id)).find(Boolean);
}

test.each(Object.keys(GUIDES) as (keyof typeof GUIDES)[])(
	'every place of a %s claim is one of its guide',
	(kind) => {
		for (const [loop, segment] of KNOWN_PLACES[kind]) {
			const spec = loopOf(GUIDES[kind].root, loop);
			const ids = [spec?.start ?? '', ...(spec?.segments ?? [])].map((pattern) => parsePattern(pattern).id);
			expect({ kind, loop, segment, isThere: ids.includes(segment) }).toEqual({
				kind,
				loop,
				segment,
				isThere: true,
			});
		}
	},
);

const professional = { type: 'professional', patient: { relationship: 'self' } } as const;
const hospital = { ...professional, type: 'institutional' } as const;

test.each([
	['lines.0.procedure_code', professional, { loop: '2400', segment_id: 'SV1', element: 1, component: 2 }],
	['lines.0.procedure_code', hospital, { loop: '2400', segment_id: 'SV2', element: 2, component: 2 }],
	['lines.3.rendering_provider.npi', professional, { loop: '2420A', segment_id: 'NM1', element: 9 }],
	['lines.3.rendering_provider.npi', hospital, { loop: '2420C', segment_id: 'NM1', element: 9 }],
	['attending_provider.taxonomy', hospital, { loop: '2310A', segment_id: 'PRV', element: 3 }],
	['billing_provider.npi', professional, { loop: '2010AA', segment_id: 'NM1', element: 9 }],
	['patient.birth_date', professional, { loop: '2010BA', segment_id: 'DMG', element: 2 }],
	[
		'patient.birth_date',
		{ ...professional, patient: { relationship: 'child' } },
		{ loop: '2010CA', segment_id: 'DMG', element: 2 },
	],
	['other_payers.1.lines.0.paid', professional, { loop: '2430', segment_id: 'SVD', element: 2 }],
	['lines.0.what_nobody_knows', professional, { loop: '2400', segment_id: 'LX' }],
	['', professional, { loop: '2300', segment_id: 'CLM' }],
] as const)('%s stands at its place', (path, claim, place) => {
	expect(placeOfField(claim, path === '' ? [] : path.split('.'))).toEqual(place);
});

async function firstClaim(text: string): Promise<CanonicalClaim> {
	const reading = (await collect(readClaims(text))).find(({ kind }) => kind === 'claim');
	if (reading?.kind !== 'claim') throw new Error('no claim');
	return reading.claim;
}

test('what is found about a claim that came as X12 says where in the file it stands', async () => {
	const claim = await firstClaim(
		sample837({ claims: [aClaim('A1').map((line) => line.replace('*150*', '*140*'))] }),
	);
	const payerRules = [
		PayerRule.parse({
			code: 'OUR_GROUPS',
			message: 'our groups begin with X',
			field: 'subscriber.group_number',
			pattern: 'X.*',
			claim_status: { category: 'A7', status: '163', entity: 'IL' },
		}),
	];
	const placed = checkClaim({ ...claim, total_charge: '1.00' }, { levels: [3, 7], payerRules }).map(
		(finding) => placeFinding(claim, finding),
	);
	expect(placed).toMatchObject([
		{
			code: 'LINE_CHARGES',
			level: 'error',
			segment: claim.source.segment,
			segment_id: 'CLM',
			loop: '2300',
			element: 2,
		},
		{
			code: 'OUR_GROUPS',
			segment_id: 'SBR',
			loop: '2000B',
			element: 3,
			claim_status: { category: 'A7', status: '163', entity: 'IL' },
		},
	]);
	const elsewhere = { ...claim, source: { format: 'fhir-r4' } };
	expect(
		checkClaim({ ...elsewhere, total_charge: '1.00' }, { levels: [3] }).map((one) =>
			placeFinding(elsewhere, one),
		),
	).toEqual([undefined]);
});
