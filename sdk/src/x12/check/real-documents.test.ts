import { describe, expect, test } from 'bun:test';
import { readAcknowledgements } from '../acknowledge/read-acknowledgements';
import { detectX12 } from '../detect';
import { readEnrolments } from '../enrolment/read-enrolments';
import { readAuthorizations } from '../hierarchy/authorization';
import { readClaimAcknowledgements } from '../hierarchy/claim-acknowledgement';
import { readClaimStatusInquiries, readClaimStatusResponses } from '../hierarchy/claim-status';
import { readEligibilityInquiries, readEligibilityResponses } from '../hierarchy/eligibility';
import { readPremiumPayments } from '../premium/read-premiums';
import type { X12Problem } from '../problem';
import type { DocumentReading } from '../read/document-reader';
import { readRemittances } from '../remittance/read-remittances';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';

type Read = (
	source: Uint8Array,
	options: { readonly check: boolean },
) => AsyncIterable<DocumentReading<unknown>>;

/** By the name under which a file is detected. */
const READERS: Readonly<Record<string, Read>> = {
	'834': readEnrolments,
	'270': readEligibilityInquiries,
	'271': readEligibilityResponses,
	'276': readClaimStatusInquiries,
	'277': readClaimStatusResponses,
	'277CA': readClaimAcknowledgements,
	'278': readAuthorizations,
	'820': readPremiumPayments,
	'835': readRemittances,
	'997': readAcknowledgements,
	'999': readAcknowledgements,
};

const FOLDERS = ['834', '270-271', '276-277', '277ca', '278', '820', '835', '999-997-ta1-824'];

/**
 * What the guides have against real files of theirs beyond what any reader says, as a person agrees with; against all
 * others nothing.
 */
const FOUND: Readonly<Record<string, readonly string[]>> = {
	// No technical contact of the payer, no date of the payment: the guide requires both.
	'835/lfh__835_005010X221A1_cob-contractural-adjustment.edi': [
		'ELEMENT_MISSING BPR16',
		'SEGMENT_MISSING PER',
	],
	'835/lfh__835_005010X221A1_managed-care.edi': ['SEGMENT_MISSING PER'],
	'835/lfh__835_005010X221A1_secondary-payment.edi': ['ELEMENT_MISSING BPR16', 'SEGMENT_MISSING PER'],
	'835/lfh__835_005010X221A1_tertiary-payment.edi': ['ELEMENT_MISSING BPR16', 'SEGMENT_MISSING PER'],
	'835/lfh__demo.edi': ['SEGMENT_MISSING PER'],
	// Dates of 4010.
	'834/lfh__834_005010X220A1_enroll-employee-managed-care.edi': ['CODE_INVALID DTP01'],
};

async function found(read: Read, bytes: Uint8Array, check: boolean): Promise<X12Problem[]> {
	const problems: X12Problem[] = [];
	for await (const reading of read(bytes, { check })) {
		if (reading.kind === 'problem') problems.push(reading.problem);
		if (reading.kind === 'rejected') problems.push(...reading.problems);
		if (reading.kind === 'document' || reading.kind === 'rejected') problems.push(...reading.warnings);
	}
	return problems;
}

const named = ({ level, code, segment_id, element, missing }: X12Problem): string => {
	const place = element ? `${segment_id}${String(element).padStart(2, '0')}` : segment_id;
	return [...(level === 'error' ? ['error'] : []), code, missing?.loop ?? missing?.segment ?? place].join(
		' ',
	);
};

describe.skipIf(!hasSharedData)('real files against their guides (skipped without ../shared/data)', () => {
	const files = FOLDERS.flatMap((folder) => sharedFiles(`x12/${folder}`));

	test('all that are told of are there', () => {
		const names = new Set(files.map(({ name }) => name.replace('x12/', '')));
		expect(Object.keys(FOUND).filter((name) => !names.has(name))).toEqual([]);
	});

	test.each(files)('$name', async ({ name, bytes }) => {
		const data = bytes();
		const read = READERS[detectX12(data)?.name ?? ''];
		if (!read) return;
		const before = (await found(read, data, false)).map(named);
		const after = (await found(read, data, true)).map(named);
		expect(after.filter((one) => !before.includes(one)).sort()).toEqual([
			...(FOUND[name.replace('x12/', '')] ?? []),
		]);
	});
});
