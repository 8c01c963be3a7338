import { describe, expect, test } from 'bun:test';
import { CanonicalClaim } from '../../claim';
import { X12Error } from '../problem';
import { collect, inPieces } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import { readClaims } from './read-claims';

/** Charges of 837 files add up without a float: in minor units. */
const minorUnits = (amount: string) => {
	const [units = '0', decimals = ''] = amount.split('.');
	return Number(units) * 100 + Number(decimals.padEnd(2, '0'));
};

interface Facts {
	claims: number;
	lines: number;
	charges: number;
}

function statedFacts(facts: string): Facts | undefined {
	const [, claims, lines, charges] = /(\d+) claims, (\d+) LX, CLM02 sum ([\d.]+)/.exec(facts) ?? [];
	return claims && lines && charges
		? { claims: Number(claims), lines: Number(lines), charges: minorUnits(charges) }
		: undefined;
}

async function countClaims(bytes: Uint8Array): Promise<Facts & { rejected: string[] }> {
	const counted = { claims: 0, lines: 0, charges: 0, rejected: [] as string[] };
	for await (const reading of readClaims(bytes)) {
		if (reading.kind === 'rejected')
			counted.rejected.push(
				...reading.problems.map(({ code, segment_id, element }) => `${segment_id}${element ?? ''} ${code}`),
			);
		if (reading.kind !== 'claim') continue;
		CanonicalClaim.parse(reading.claim);
		counted.claims++;
		counted.lines += reading.claim.lines.length;
		counted.charges += minorUnits(reading.claim.total_charge);
	}
	return counted;
}

/** Refused, and rightly: in this file an element is missing from CLM, so that all the others stand one too early. */
const REFUSED: Readonly<Record<string, string>> = {
	'x12/837i/edilens__837I.test.0001.edi': 'CLM5 ELEMENT_MISSING',
};

describe.skipIf(!hasSharedData)('the real claim files (skipped without ../shared/data)', () => {
	const files = ['x12/837p', 'x12/837i', 'x12/837d'].flatMap(sharedFiles);

	test('are all there', () => {
		expect(files.length).toBeGreaterThanOrEqual(98);
	});

	test.each(files)('$name gives the claims, lines and charges it holds', async ({ name, facts, bytes }) => {
		const stated = statedFacts(facts);
		if (!stated) throw new Error(`no facts are stated for ${name}`);
		const counted = await countClaims(bytes());
		const refusal = REFUSED[name];
		if (refusal) expect(counted.rejected).toEqual(Array.from({ length: stated.claims }, () => refusal));
		else expect(counted).toEqual({ ...stated, rejected: [] });
	});

	test.each(files.filter(({ bytes }) => bytes().length < 20_000))(
		'$name reads the same in pieces',
		async ({ bytes }) => {
			const data = bytes();
			const whole = await collect(readClaims(data));
			for (const size of [1, 61]) expect(await collect(readClaims(inPieces(data, size)))).toEqual(whole);
		},
	);
});

/** What each damaged file comes to: claims with warnings, claims refused, or a file refused. */
const DAMAGED: Readonly<Record<string, { claims: number; codes: string[]; rejected?: number }>> = {
	'badx12__bad_file.edi': { claims: 0, codes: ['NOT_X12'] },
	'badx12__segment_terminator.edi': { claims: 0, codes: ['ISA_TRUNCATED'] },
	'imsweb__x12_ambiguous_loop.edi': {
		claims: 1,
		codes: ['BALANCE', 'CODE_INVALID', 'CONTROL_COUNT', 'POINTER'],
	},
	'imsweb__x12_bad_first_line.edi': {
		claims: 2,
		codes: [
			'BALANCE',
			'CODE_INVALID',
			'CONTROL_COUNT',
			'ELEMENT_MISSING',
			'HIERARCHY',
			'ISA_WIDTH',
			'LINE_SEQUENCE',
			'POINTER',
		],
	},
	'imsweb__x12_bad_segment_identifier.edi': {
		claims: 1,
		rejected: 1,
		codes: [
			'BALANCE',
			'CODE_INVALID',
			'CONTROL_COUNT',
			'ELEMENT_MISSING',
			'HIERARCHY',
			'LINE_SEQUENCE',
			'LOOP_MISSING',
			'POINTER',
			'SEGMENT_UNKNOWN',
		],
	},
	'imsweb__x12_bad_valid_code.edi': {
		claims: 0,
		rejected: 2,
		codes: ['CONTROL_COUNT', 'HIERARCHY', 'LOOP_MISSING', 'SEGMENT_UNEXPECTED'],
	},
	'imsweb__x12_missing_elements.edi': {
		claims: 1,
		rejected: 1,
		codes: ['BALANCE', 'CODE_INVALID', 'CONTROL_COUNT', 'ELEMENT_MISSING', 'HIERARCHY', 'POINTER'],
	},
	'imsweb__x12_no_isa_line.edi': { claims: 0, codes: ['ISA_MISSING'] },
	'stupidedi__X222_HC837_1.edi': { claims: 1, codes: ['TEXT_BEFORE_ISA'] },
};

describe.skipIf(!hasSharedData)('the damaged files (skipped without ../shared/data)', () => {
	const files = sharedFiles('x12/malformed').map((file) => ({
		...file,
		wanted: DAMAGED[file.name.split('/').at(-1) ?? ''],
	}));

	test.each(files.filter(({ wanted }) => wanted))(
		'$name is read as far as it can be, and says what is wrong',
		async ({ bytes, wanted }) => {
			const codes = new Set<string>();
			const found = { claims: 0, rejected: 0 };
			try {
				for await (const reading of readClaims(bytes())) {
					if (reading.kind === 'claim') found.claims++;
					if (reading.kind === 'rejected') found.rejected++;
					if (reading.kind === 'problem') codes.add(reading.problem.code);
					if (reading.kind === 'claim') for (const { code } of reading.warnings) codes.add(code);
					if (reading.kind === 'rejected') for (const { code } of reading.problems) codes.add(code);
				}
			} catch (error) {
				if (!(error instanceof X12Error)) throw error;
				codes.add(error.problem.code);
			}
			expect({ ...found, codes: [...codes].sort() }).toEqual({
				claims: wanted?.claims ?? 0,
				rejected: wanted?.rejected ?? 0,
				codes: wanted?.codes ?? [],
			});
		},
	);
});
