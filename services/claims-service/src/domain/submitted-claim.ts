/** The parts of a canonical claim that intake looks at. The claim itself is kept whole. */
export interface SubmittedClaim {
	readonly claim_id: string;
	readonly type: string;
	readonly use: string;
	readonly frequency_code: string;
	readonly purpose?: string | undefined;
	readonly currency: string;
	readonly total_charge: string;
	readonly billing_provider: SubmittedProvider & { readonly tax_id?: string | undefined };
	readonly rendering_provider?: SubmittedProvider | undefined;
	readonly referring_provider?: SubmittedProvider | undefined;
	readonly supervising_provider?: SubmittedProvider | undefined;
	readonly attending_provider?: SubmittedProvider | undefined;
	readonly operating_provider?: SubmittedProvider | undefined;
	readonly assistant_surgeon?: SubmittedProvider | undefined;
	readonly service_facility?: SubmittedProvider | undefined;
	readonly subscriber: SubmittedPerson;
	readonly patient: SubmittedPerson & { readonly relationship: string };
	readonly payer: { readonly id?: string | undefined };
	readonly diagnoses: readonly SubmittedDiagnosis[];
	readonly lines: readonly SubmittedLine[];
	readonly other_payers: readonly SubmittedOtherPayer[];
	readonly statement_from?: string | undefined;
	readonly statement_through?: string | undefined;
	readonly admission_date?: string | undefined;
	readonly discharge_date?: string | undefined;
	readonly original_claim_number?: string | undefined;
	readonly source: { readonly format: string; readonly is_test?: true | undefined };
}

export interface SubmittedProvider {
	readonly npi?: string | undefined;
}

export interface SubmittedPerson {
	readonly member_id?: string | undefined;
	readonly first_name?: string | undefined;
	readonly birth_date?: string | undefined;
}

export interface SubmittedDiagnosis {
	readonly code: string;
	readonly system: string;
}

export interface SubmittedLine {
	readonly number: number;
	readonly service_date?: string | undefined;
	readonly service_date_end?: string | undefined;
	readonly procedure_code?: string | undefined;
	readonly revenue_code?: string | undefined;
	readonly drug?: { readonly ndc: string } | undefined;
	readonly units: number;
	readonly charge: string;
	readonly diagnosis_pointers: readonly number[];
	readonly rendering_provider?: SubmittedProvider | undefined;
	readonly ordering_provider?: SubmittedProvider | undefined;
	readonly referring_provider?: SubmittedProvider | undefined;
	readonly supervising_provider?: SubmittedProvider | undefined;
	readonly operating_provider?: SubmittedProvider | undefined;
	readonly purchased_service_provider?: SubmittedProvider | undefined;
	readonly service_facility?: SubmittedProvider | undefined;
}

/** What another payer says that it decided, on the claim or on a line of it. */
export interface OtherPayersFigures {
	readonly paid?: string | undefined;
	readonly patient_responsibility?: string | undefined;
	readonly adjustments: readonly { readonly amount: string }[];
}

export interface SubmittedOtherPayer extends OtherPayersFigures {
	readonly lines: readonly OtherPayersFigures[];
}
