import type { CanonicalClaim } from '../claim';
import { SYSTEMS } from './code-systems';
import { coding, type Draft, money, writeDraft } from './draft';
import { dispositionOf, type JudgedClaim, outcomeOf, payeeTypeOf, resourceStatusOf } from './judged-claim';
import { claimAdjudication, lineAdjudication, PendNotes, totalsOf } from './write-adjudication';
import { draftClaim } from './write-claim';

/**
 * A claim with what became of it, as an R4 ExplanationOfBenefit in JSON in the shape of CARIN Blue Button: its codes for
 * amounts, payment and supporting information. It claims none of CARIN's profiles: they ask for network and contract
 * status, which a decision does not say.
 */
export function writeExplanationOfBenefit(judged: JudgedClaim): string {
	const { id, claim_number, content, received_at, updated_at, decision } = judged;
	// What travels in our own extensions is for those who read the claim, not for a member's app.
	const { extension: _, priority: __, total: ___, ...claim } = draftClaim(content, {});
	const isDecided = outcomeOf(judged) === 'complete';
	const lines = new Map((decision?.lines ?? []).map((line) => [line.number, line]));
	const notes = new PendNotes(decision && !isDecided ? decision : { lines: [] });
	return writeDraft({
		...claim,
		resourceType: 'ExplanationOfBenefit',
		id,
		meta: { lastUpdated: updated_at },
		identifier: [
			{ type: coding(SYSTEMS.carinIdentifier, 'uc'), system: SYSTEMS.claimNumber, value: claim_number },
		],
		status: resourceStatusOf(judged),
		subType: subTypeOf(content),
		created: decision?.decided_at ?? received_at,
		claim: { reference: `Claim/${id}`, identifier: { value: content.claim_id } },
		claimResponse: { reference: `ClaimResponse/${id}` },
		outcome: outcomeOf(judged),
		disposition: dispositionOf(judged),
		payee: payeeOf(content, claim),
		supportingInfo: supportingInfoOf(judged),
		insurance: claim.insurance.map(({ sequence: _, extension: __, ...insurance }: Draft) => insurance),
		item: claim.item.map(({ extension: _, ...item }: Draft) => {
			const line = lines.get(item.sequence as number);
			return {
				...item,
				noteNumber: line && notes.numbersOf(line),
				adjudication: line && decision ? lineAdjudication(line, isDecided, decision.currency) : [],
			};
		}),
		adjudication: decision && isDecided ? claimAdjudication(decision) : [],
		total: decision && isDecided ? totalsOf(decision) : [],
		payment: paymentOf(judged),
		processNote: notes.notes,
	});
}

/** The provider who billed, or whoever holds the cover that the claim is for. */
function payeeOf(
	content: CanonicalClaim,
	parts: Pick<ReturnType<typeof draftClaim>, 'provider' | 'patient' | 'insurance' | 'contained'>,
) {
	const { provider, patient, insurance, contained } = parts;
	const [focal] = insurance as { readonly coverage: { readonly reference: string } }[];
	const cover = contained.find(({ id }) => `#${id}` === focal?.coverage.reference);
	const holder = content.patient.relationship === 'self' ? patient : cover?.subscriber;
	return { type: payeeTypeOf(content), party: content.benefits_assigned === 'no' ? holder : provider };
}

/** The second digit of a hospital's bill says in or out; of a clinic's or a hospice's it says something else. */
const HOSPITAL = /^[1246]/;
const INPATIENT = /^.[18]/;

function subTypeOf({ type, facility_type }: CanonicalClaim) {
	if (type !== 'institutional' || facility_type === undefined) return undefined;
	const isInpatient = HOSPITAL.test(facility_type) && INPATIENT.test(facility_type);
	return coding(SYSTEMS.carinInstitutional, isInpatient ? 'inpatient' : 'outpatient');
}

function supportingInfoOf({ content, received_on }: JudgedClaim): Draft[] {
	const { facility_type, frequency_code, patient_status, admission_type, admission_source } = content;
	const { admission_date, discharge_date, hospital_codes } = content;
	const coded = (category: string, system: string, code: string | undefined) =>
		code === undefined ? [] : [{ category: infoCategory(category), code: coding(system, code) }];
	const bill = facility_type && `${facility_type}${frequency_code}`;
	const info: Draft[] = [
		{ category: infoCategory('clmrecvddate'), timingDate: received_on },
		...(admission_date
			? [
					{
						category: infoCategory('admissionperiod'),
						timingPeriod: { start: admission_date, end: discharge_date },
					},
				]
			: []),
		...coded('typeofbill', SYSTEMS.typeOfBill, bill),
		...coded('pointoforigin', SYSTEMS.pointOfOrigin, admission_source),
		...coded('admtype', SYSTEMS.admissionType, admission_type),
		...coded('discharge-status', SYSTEMS.dischargeStatus, patient_status),
		...coded('drg', SYSTEMS.msDrg, hospital_codes?.drg),
	];
	return info.map((one, at) => ({ sequence: at + 1, ...one }));
}

const infoCategory = (code: string) => coding(SYSTEMS.carinSupportingInfo, code);

function paymentOf({ status, decision, updated_at }: JudgedClaim): Draft | undefined {
	if (!decision) return undefined;
	if (status === 'denied') return { type: coding(SYSTEMS.carinPayment, 'denied') };
	if (status !== 'paid') return undefined;
	const code = decision.outcome === 'partially_approved' ? 'partiallypaid' : 'paid';
	return {
		type: coding(SYSTEMS.carinPayment, code),
		date: updated_at.slice(0, 10),
		amount: money(decision.totals.paid, decision.currency),
	};
}
