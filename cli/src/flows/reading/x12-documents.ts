import type { DocumentName } from '@claims-askes/sdk/ndjson';
import {
	type ByteSource,
	type DocumentReading,
	type ReadDocumentsOptions,
	readAcknowledgements,
	readAuthorizations,
	readClaimAcknowledgements,
	readClaimStatusInquiries,
	readClaimStatusResponses,
	readEligibilityInquiries,
	readEligibilityResponses,
	readEnrolments,
	readPremiumPayments,
	readRemittances,
} from '@claims-askes/sdk/x12';
import { InputError } from './problem';
import type { FileReading } from './read-file';

type Reader = (
	source: ByteSource,
	options?: ReadDocumentsOptions,
) => AsyncGenerator<DocumentReading<unknown>>;

/** What files hold beside the 837, by the name that it is detected under, and what each becomes. */
const READERS = new Map<string, readonly [DocumentName, Reader]>(
	Object.entries({
		'270': ['eligibility_inquiry', readEligibilityInquiries],
		'271': ['eligibility_response', readEligibilityResponses],
		'276': ['claim_status_inquiry', readClaimStatusInquiries],
		'277': ['claim_status_response', readClaimStatusResponses],
		'277CA': ['claim_acknowledgement', readClaimAcknowledgements],
		'278': ['authorization', readAuthorizations],
		'820': ['premium', readPremiumPayments],
		'834': ['enrolment', readEnrolments],
		'835': ['remittance', readRemittances],
		'997': ['acknowledgement', readAcknowledgements],
		'999': ['acknowledgement', readAcknowledgements],
		TA1: ['acknowledgement', readAcknowledgements],
	}),
);

export async function* readX12Documents(
	kind: string,
	bytes: AsyncIterable<Uint8Array>,
	options: ReadDocumentsOptions,
): AsyncGenerator<FileReading> {
	const [name, read] = READERS.get(kind) ?? [];
	if (!name || !read) throw new InputError('NO_CLAIMS', `an X12 ${kind} is not converted`);
	for await (const reading of read(bytes, options)) {
		const original = { format: 'x12', text: undefined } as const;
		if (reading.kind === 'problem') yield reading;
		else if (reading.kind === 'document')
			yield { kind: 'document', name, document: reading.document, warnings: reading.warnings, original };
		else if (reading.kind === 'rejected')
			yield {
				kind: 'rejected',
				name,
				claim_id: undefined,
				problems: reading.problems,
				warnings: reading.warnings,
				claim: {},
				original,
			};
	}
}
