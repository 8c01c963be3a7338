import { describe, expect, test } from 'bun:test';
import {
	type ByteSource,
	detectX12,
	readAcknowledgements,
	readAuthorizations,
	readClaimAcknowledgements,
	readClaimStatusInquiries,
	readClaimStatusResponses,
	readClaims,
	readEligibilityInquiries,
	readEligibilityResponses,
	readEnrolments,
	readPremiumPayments,
	readRemittances,
	X12Error,
	type X12Problem,
} from '.';
import { hasSharedData, sharedFiles } from './test-support/shared-data';

type Reading = {
	readonly kind: string;
	readonly problem?: X12Problem;
	readonly problems?: readonly X12Problem[];
	readonly warnings?: readonly X12Problem[];
};

type Reader = (source: ByteSource) => AsyncIterable<Reading>;

/** By the name under which a file is detected; what is not named here is read as claims. */
const READERS: Readonly<Record<string, Reader>> = {
	'835': readRemittances,
	'834': readEnrolments,
	'270': readEligibilityInquiries,
	'271': readEligibilityResponses,
	'276': readClaimStatusInquiries,
	'277': readClaimStatusResponses,
	'277CA': readClaimAcknowledgements,
	'278': readAuthorizations,
	'820': readPremiumPayments,
	'997': readAcknowledgements,
	'999': readAcknowledgements,
	TA1: readAcknowledgements,
};

/** Every folder of real X12, with how many files it holds: one that is added is not overlooked. */
const FOLDERS = {
	'270-271': 21,
	'276-277': 13,
	'277ca': 1,
	'278': 9,
	'820': 12,
	'834': 21,
	'835': 18,
	'837d': 8,
	'837i': 25,
	'837p': 65,
	'999-997-ta1-824': 4,
	malformed: 14,
};

/** Refused as a whole: what it is, and why nothing is read from it. */
const REFUSED: Readonly<Record<string, string>> = {
	'820/stupidedi__003010_RA820_1.edi': 'VERSION_UNSUPPORTED',
	'malformed/badx12__bad_file.edi': 'NOT_X12',
	'malformed/badx12__segment_terminator.edi': 'ISA_TRUNCATED',
	'malformed/imsweb__x12_no_isa_line.edi': 'ISA_MISSING',
};

async function problemsIn(bytes: Uint8Array): Promise<{ found: number; codes: string[] }> {
	const name = detectX12(bytes)?.name ?? '';
	const codes: string[] = [];
	let found = 0;
	try {
		const read: Reader = READERS[name] ?? readClaims;
		for await (const reading of read(bytes)) {
			const { problem, problems = [], warnings = [] } = reading;
			codes.push(...[...(problem ? [problem] : []), ...problems, ...warnings].map(({ code }) => code));
			if (reading.kind !== 'problem' && reading.kind !== 'transaction') found++;
		}
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		codes.push(error.problem.code);
	}
	return { found, codes };
}

const ENVELOPE = new Set([
	'CONTROL_COUNT',
	'CONTROL_NUMBER',
	'TRAILER_MISSING',
	'ISA_TRUNCATED',
	'TRUNCATED',
]);

describe.skipIf(!hasSharedData)('every real X12 file (skipped without ../shared/data)', () => {
	const files = Object.keys(FOLDERS).flatMap((folder) => sharedFiles(`x12/${folder}`));

	test('is there', () => {
		const counts = Object.fromEntries(
			Object.keys(FOLDERS).map((folder) => [folder, sharedFiles(`x12/${folder}`).length]),
		);
		expect(counts).toEqual(FOLDERS);
		const names = new Set(files.map(({ name }) => name.replace('x12/', '')));
		expect(Object.keys(REFUSED).filter((name) => !names.has(name))).toEqual([]);
	});

	test.each(files)(
		'$name is read or refused by name, and its envelope is told as damaged where it is',
		async ({ name, facts, bytes }) => {
			const { found, codes } = await problemsIn(bytes());
			const refusal = REFUSED[name.replace('x12/', '')];
			if (refusal) expect({ found, codes }).toEqual({ found: 0, codes: expect.arrayContaining([refusal]) });
			const isDamaged = codes.some((code) => ENVELOPE.has(code));
			expect({ facts, isDamaged, isReadable: found > 0 || codes.length > 0 }).toEqual({
				facts,
				isDamaged: /envelope:/.test(facts),
				isReadable: true,
			});
		},
	);
});
