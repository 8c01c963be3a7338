import type { z } from 'zod';
import {
	Acknowledgement,
	Authorization,
	CanonicalClaim,
	ClaimAcknowledgement,
	ClaimStatusInquiry,
	ClaimStatusResponse,
	EligibilityInquiry,
	EligibilityResponse,
	Enrolment,
	PremiumPayment,
	Remittance,
} from '../claim';

/** The canonical documents, each with its schema and the fields by which it is told from those after it. */
export const DOCUMENTS = {
	claim: { schema: CanonicalClaim, signs: ['claim_id', 'total_charge'] },
	remittance: { schema: Remittance, signs: ['payment', 'payee'] },
	acknowledgement: { schema: Acknowledgement, signs: ['acknowledges', 'transactions'] },
	claim_acknowledgement: { schema: ClaimAcknowledgement, signs: ['acknowledges', 'accepted'] },
	premium: { schema: PremiumPayment, signs: ['remitter', 'items'] },
	enrolment: { schema: Enrolment, signs: ['sponsor', 'coverages'] },
	authorization: { schema: Authorization, signs: ['kind', 'services'] },
	eligibility_response: { schema: EligibilityResponse, signs: ['benefits'] },
	claim_status_response: { schema: ClaimStatusResponse, signs: ['trace_numbers', 'statuses'] },
	eligibility_inquiry: { schema: EligibilityInquiry, signs: ['trace_numbers', 'service_types'] },
	claim_status_inquiry: { schema: ClaimStatusInquiry, signs: ['trace_numbers', 'lines'] },
} as const satisfies Record<string, { readonly schema: z.ZodType; readonly signs: readonly string[] }>;

export type DocumentName = keyof typeof DOCUMENTS;
export type CanonicalDocument = { [Name in DocumentName]: z.infer<(typeof DOCUMENTS)[Name]['schema']> };

/** Which document an object is meant to be; undefined for what is none of them. */
export function documentNameOf(value: object): DocumentName | undefined {
	const names = Object.keys(DOCUMENTS) as DocumentName[];
	return names.find((name) => DOCUMENTS[name].signs.every((sign) => Object.hasOwn(value, sign)));
}
