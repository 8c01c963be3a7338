import type { CanonicalClaim, Patient, Subscriber, TradingPartner } from '../../claim';
import { PURPOSES } from '../codes/claim-codes';
import { RELATIONSHIPS } from '../codes/person-codes';
import { PROFESSIONAL_5010 } from '../schema/837p';
import type { LoopSpec } from '../schema/loop-spec';
import { type GuideTeller, LoopTree } from '../write/loop-tree';
import {
	addressSegments,
	contactSegments,
	coverageSegment,
	demographicsSegment,
	identifierSegments,
	insuredSegments,
	nameSegment,
	payerSegments,
	providerSegments,
} from '../write/parties';
import {
	type InterchangeOptions,
	type OutSegment,
	out,
	type TradingPartnerId,
	writeDate,
} from '../write/x12-writer';

export interface Level {
	readonly level: number;
	readonly parent: number;
	readonly tell?: GuideTeller | undefined;
}

/** The levels above the claim are the same in every kind of 837. */
const ROOT = PROFESSIONAL_5010.root;

function find(spec: LoopSpec, id: string): LoopSpec {
	if (spec.id === id) return spec;
	for (const inner of spec.loops) {
		const found = inner.id === '2300' ? undefined : find(inner, id);
		if (found?.id === id) return found;
	}
	return spec;
}

function treeOf(
	claim: CanonicalClaim,
	id: string,
	loops: Readonly<Record<string, readonly (OutSegment | undefined)[]>>,
	tell?: GuideTeller,
): OutSegment[] {
	const tree = new LoopTree(find(ROOT, id), tell);
	for (const [path, segments] of Object.entries(loops)) tree.add(path, segments);
	for (const extra of claim.source.extras ?? []) if (extra.path.startsWith(`${id}/`)) tree.keep(extra);
	return [...tree.segments()];
}

/**
 * BHT with sender and receiver. An X12 file says of them what it said; of a claim from another format the guide asks for
 * them all the same: then the batch is made when the file is, and sender and receiver are those of the envelope.
 */
export function headerSegments(
	claim: CanonicalClaim,
	place: number,
	{ sender, receiver: addressee, at }: InterchangeOptions,
	tell?: GuideTeller,
): OutSegment[] {
	const isX12 = claim.source.format.startsWith('x12');
	const { batch_reference, submitted_at = isX12 ? '' : at } = claim.source;
	const { submitter = isX12 ? {} : partnerOf(sender) } = claim.source;
	const { receiver = isX12 || claim.payer.id ? payerAsPartner(claim) : partnerOf(addressee) } = claim.source;
	const [date = '', time = isX12 ? '' : MIDNIGHT] = submitted_at.split('T');
	const begin = out(
		'BHT',
		'0019',
		'00',
		batch_reference ?? String(place + 1),
		writeDate(date),
		time.replace(':', ''),
		PURPOSES.code(claim.purpose ?? 'chargeable'),
	);
	const partner = (role: string, { id, name }: TradingPartner) =>
		out('NM1', role, '2', name, undefined, undefined, undefined, undefined, id ? '46' : undefined, id);
	return treeOf(
		claim,
		'ST',
		{
			ST: [begin],
			'ST/1000A': [partner('41', submitter), ...contactSegments(submitter.contacts)],
			'ST/1000B': [partner('40', receiver), ...contactSegments(receiver.contacts)],
		},
		tell,
	);
}

const MIDNIGHT = '00:00';

const partnerOf = ({ id, application = id }: TradingPartnerId): TradingPartner => ({
	id: application,
	name: application,
});

const payerAsPartner = ({ payer: { id, name } }: CanonicalClaim): TradingPartner => ({ id, name });

export function billingSegments(claim: CanonicalClaim, { level, tell }: Omit<Level, 'parent'>): OutSegment[] {
	const { taxonomy, ...provider } = claim.billing_provider;
	return treeOf(
		claim,
		'2000A',
		{
			'2000A': [
				out('HL', level, undefined, '20', '1'),
				taxonomy ? out('PRV', 'BI', 'PXC', taxonomy) : undefined,
				claim.currency === 'USD' ? undefined : out('CUR', '85', claim.currency),
			],
			'2000A/2010AA': providerSegments('85', provider),
			'2000A/2010AB': claim.pay_to_address
				? [out('NM1', '87', '2'), ...addressSegments(claim.pay_to_address)]
				: [],
		},
		tell,
	);
}

/** What is known of a patient who is the subscriber may stand with either of them. */
function insuredOf({ subscriber, patient }: CanonicalClaim): Subscriber {
	if (patient.relationship !== 'self') return subscriber;
	const { death_date, identifiers, ...person } = patient;
	const known = Object.entries(person).filter(([, value]) => value !== undefined);
	return { ...Object.fromEntries(known), ...withoutGaps(subscriber), relationship: 'self' };
}

const withoutGaps = (subscriber: Subscriber): Subscriber =>
	Object.fromEntries(Object.entries(subscriber).filter(([, value]) => value !== undefined));

const injuryNumber = (claim: CanonicalClaim): OutSegment[] =>
	claim.property_casualty_number ? [out('REF', 'Y4', claim.property_casualty_number)] : [];

const died = (patient: Patient): [OutSegment['elements'][number], OutSegment['elements'][number]] =>
	patient.death_date ? ['D8', writeDate(patient.death_date)] : [undefined, undefined];

export function subscriberSegments(claim: CanonicalClaim, { level, parent, tell }: Level): OutSegment[] {
	const insured = insuredOf(claim);
	const isSelf = claim.patient.relationship === 'self';
	const nothing = Array.from({ length: 4 }, () => undefined);
	return treeOf(
		claim,
		'2000B',
		{
			'2000B': [
				out('HL', level, parent, '22', isSelf ? '0' : '1'),
				coverageSegment(isSelf ? insured : { ...insured, relationship: undefined }),
				isSelf && claim.patient.death_date ? out('PAT', ...nothing, ...died(claim.patient)) : undefined,
			],
			'2000B/2010BA': [
				...insuredSegments(insured),
				demographicsSegment(insured),
				...(isSelf ? injuryNumber(claim) : []),
			],
			'2000B/2010BB': payerSegments(claim.payer),
		},
		tell,
	);
}

export function patientSegments(claim: CanonicalClaim, { level, parent, tell }: Level): OutSegment[] {
	const { patient } = claim;
	const nothing = Array.from({ length: 3 }, () => undefined);
	return treeOf(
		claim,
		'2000C',
		{
			'2000C': [
				out('HL', level, parent, '23', '0'),
				out('PAT', RELATIONSHIPS.code(patient.relationship), ...nothing, ...died(patient)),
			],
			'2000C/2010CA': [
				nameSegment('QC', { ...patient, last_name: patient.last_name ?? '' }, 'MI', patient.member_id),
				...addressSegments(patient.address),
				demographicsSegment(patient),
				...identifierSegments(patient.identifiers),
				...injuryNumber(claim),
			],
		},
		tell,
	);
}
