import type { CanonicalClaim, ClaimLine, HospitalCodes, OtherPayer, Provider } from '../../claim';
import {
	ASSIGNMENTS,
	CAUSES,
	CLAIM_DATES,
	HEALTH_CODES,
	type HealthQualifier,
	YES_NO,
} from '../codes/claim-codes';
import type { LoopSpec } from '../schema/loop-spec';
import { adjustmentSegments } from '../write/adjustments';
import { runsOf } from '../write/group-by';
import { type GuideTeller, LoopTree } from '../write/loop-tree';
import {
	addressSegments,
	coverageSegment,
	identifierSegments,
	insuredSegments,
	payerSegments,
	providerSegments,
} from '../write/parties';
import { writeProcedure } from '../write/procedure';
import { type OutElement, type OutSegment, out, writeDate, writePeriod } from '../write/x12-writer';

/** The claim's own loops, from CLM to the last line. */
export function claimSegments(claim: CanonicalClaim, root: LoopSpec, tell?: GuideTeller): OutSegment[] {
	const spec = claimSpec(root);
	const tree = new LoopTree(spec, tell);
	tree.add('2300', ownSegments(claim));
	addProviders(tree, { spec, path: '2300', owner: claim, tell });
	claim.other_payers.forEach((other, at) => {
		addOtherPayer(tree, other, `2300/2320[${at + 1}]`);
		const { birth_date, sex } = other.subscriber;
		// 4010 says who the other insured is; the later guides name them alone.
		if (birth_date || sex) tell?.unsaid?.({ loop: '2330A', segment_id: 'DMG' });
	});
	const lineSpec = spec.loops.find(({ id }) => id === '2400') ?? spec;
	claim.lines.forEach((line, at) => {
		addLine(tree, { claim, line, spec: lineSpec, path: `2300/2400[${at + 1}]` });
	});
	for (const extra of claim.source.extras ?? []) if (extra.path.startsWith('2300/')) tree.keep(extra);
	return [...tree.segments()];
}

function claimSpec(root: LoopSpec): LoopSpec {
	const found = root.loops
		.map((inner) => (inner.id === '2300' ? inner : claimSpec(inner)))
		.find(({ id }) => id === '2300');
	return found ?? root;
}

/** Which PRV a provider's specialty goes by; the others have none. */
const SPECIALTIES: Readonly<Record<string, string>> = {
	rendering_provider: 'PE',
	attending_provider: 'AT',
	referring_provider: 'RF',
	assistant_surgeon: 'AS',
};

interface ProviderOwner {
	readonly spec: LoopSpec;
	readonly path: string;
	readonly owner: CanonicalClaim | ClaimLine;
	readonly tell?: GuideTeller | undefined;
}

/** Every provider loop of the guide says which field it stands for. */
function addProviders(tree: LoopTree, { spec, path, owner, tell }: ProviderOwner): void {
	const fields = new Map<string, unknown>(Object.entries(owner));
	for (const { id, reads, as, start, segments } of spec.loops) {
		const provider = reads === 'provider' && as ? (fields.get(as) as Provider | undefined) : undefined;
		if (!provider) continue;
		const [, code = ''] = start.split(/[*, ]/);
		const hasSpecialty = segments.some((pattern) => pattern.startsWith('PRV'));
		if (provider.taxonomy && !hasSpecialty) tell?.unsaid?.({ loop: id, segment_id: 'PRV' });
		tree.add(
			`${path}/${id}`,
			providerSegments(code, provider, hasSpecialty ? SPECIALTIES[as ?? ''] : undefined),
		);
	}
}

function ownSegments(claim: CanonicalClaim): (OutSegment | undefined)[] {
	return [
		claimSegment(claim),
		...dateSegments(claim),
		claim.type === 'institutional' && (claim.admission_type || claim.admission_source || claim.patient_status)
			? out('CL1', claim.admission_type, claim.admission_source, claim.patient_status)
			: undefined,
		...(claim.attachments ?? []).map(({ type, transmission, control_number }) =>
			out('PWK', type, transmission, undefined, undefined, control_number && 'AC', control_number),
		),
		claim.patient_paid ? out('AMT', 'F5', claim.patient_paid) : undefined,
		...numberSegments(claim),
		...(claim.notes ?? []).map(({ kind, text }) => out('NTE', kind, text)),
		...healthCodeSegments(claim),
	];
}

function claimSegment(claim: CanonicalClaim): OutSegment {
	const { related_cause: cause } = claim;
	const isBill = claim.type === 'institutional';
	const causes = cause && [
		...Array.from({ length: 3 }, (_, at) => cause.causes[at] && CAUSES.code(cause.causes[at])),
		cause.state,
		cause.country,
	];
	const elements: OutElement[] = [
		claim.claim_id,
		claim.total_charge,
		undefined,
		undefined,
		[isBill ? claim.facility_type : claim.place_of_service, isBill ? 'A' : 'B', claim.frequency_code],
		claim.provider_signature_on_file === undefined ? undefined : claim.provider_signature_on_file ? 'Y' : 'N',
		claim.accepts_assignment && ASSIGNMENTS.code(claim.accepts_assignment),
		claim.benefits_assigned && YES_NO.code(claim.benefits_assigned),
		claim.release_of_information,
		claim.patient_signature,
		causes,
	];
	elements[18] = claim.use === 'predetermination' && claim.type === 'dental' ? 'PB' : undefined;
	elements[19] = claim.delay_reason;
	return out('CLM', ...elements);
}

function dateSegments(claim: CanonicalClaim): OutSegment[] {
	const segments: OutSegment[] = [];
	const {
		statement_from,
		statement_through,
		admission_date,
		admission_time,
		discharge_date,
		discharge_time,
	} = claim;
	const clock = (time: string | undefined) => time?.replace(':', '') ?? '';
	if (discharge_date) {
		segments.push(
			out('DTP', '096', discharge_time ? 'DT' : 'D8', writeDate(discharge_date) + clock(discharge_time)),
		);
	} else if (discharge_time) segments.push(out('DTP', '096', 'TM', clock(discharge_time)));
	if (statement_from)
		segments.push(
			out(
				'DTP',
				'434',
				'RD8',
				`${writeDate(statement_from)}-${writeDate(statement_through ?? statement_from)}`,
			),
		);
	if (admission_date) {
		segments.push(
			out('DTP', '435', admission_time ? 'DT' : 'D8', writeDate(admission_date) + clock(admission_time)),
		);
	} else if (admission_time) segments.push(out('DTP', '435', 'TM', clock(admission_time)));
	for (const { kind, date, date_end } of claim.dates ?? []) {
		segments.push(out('DTP', CLAIM_DATES.code(kind), ...writePeriod(date, date_end)));
	}
	return segments;
}

const numberSegments = (claim: CanonicalClaim): (OutSegment | undefined)[] => [
	...Object.entries({
		'9F': claim.referral_number,
		G1: claim.authorization_number,
		F8: claim.original_claim_number,
		D9: claim.clearinghouse_number,
		EA: claim.medical_record_number,
	}).map(([qualifier, number]) => (number ? out('REF', qualifier, number) : undefined)),
	...identifierSegments(claim.identifiers),
];

const MOST_CODES = 12;

/** HI segments: principal diagnosis with the others for a doctor, each sort by itself for a hospital. */
function healthCodeSegments(claim: CanonicalClaim): OutSegment[] {
	const isBill = claim.type === 'institutional';
	const diagnoses = claim.diagnoses.map(({ code, system, role, present_on_admission }) => {
		const qualifier = qualifierOf(
			(meaning) =>
				meaning.kind === 'diagnosis' &&
				meaning.role === role &&
				meaning.system === (system === 'icd-10' ? 'icd-10-cm' : system),
		);
		return {
			sort: isBill ? qualifier : '',
			code: [qualifier, code, ...blanks(present_on_admission ? 6 : 0), present_on_admission],
		};
	});
	const procedures = (claim.procedures ?? []).map(({ code, system, role, date }) => {
		const qualifier = qualifierOf(
			(meaning) => meaning.kind === 'procedure' && meaning.role === role && meaning.system === system,
		);
		return {
			sort: isBill ? qualifier : 'procedures',
			code: [qualifier, code, date && 'D8', date && writeDate(date)],
		};
	});
	const codes = [...diagnoses, ...procedures, ...hospitalCodes(claim.hospital_codes ?? {})];
	return runsOf(codes, ({ sort }) => sort).flatMap((group) =>
		chunk(group, MOST_CODES).map((some) => out('HI', ...some.map(({ code }) => code))),
	);
}

function hospitalCodes(codes: HospitalCodes): { sort: string; code: (string | undefined)[] }[] {
	const of = (sort: string, code: (string | undefined)[]) => ({ sort, code: [sort, ...code] });
	return [
		...(codes.drg ? [of('DR', [codes.drg])] : []),
		...(codes.occurrence_spans ?? []).map(({ code, from, through }) =>
			of('BI', [code, 'RD8', `${writeDate(from)}-${writeDate(through)}`]),
		),
		...(codes.occurrences ?? []).map(({ code, date }) => of('BH', [code, 'D8', writeDate(date)])),
		...(codes.values ?? []).map(({ code, amount }) => of('BE', [code, undefined, undefined, amount])),
		...(codes.conditions ?? []).map((code) => of('BG', [code])),
		...(codes.treatments ?? []).map((code) => of('TC', [code])),
	];
}

const qualifierOf = (fits: (meaning: HealthQualifier) => boolean) =>
	HEALTH_CODES.find(([, meaning]) => fits(meaning))?.[0] ?? '';

const blanks = (count: number): undefined[] => Array.from({ length: count }, () => undefined);

function chunk<T>(items: readonly T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
		items.slice(at * size, (at + 1) * size),
	);
}

/** COB: the other payer's policy, what it decided, and its parties. */
function addOtherPayer(tree: LoopTree, other: OtherPayer, path: string): void {
	const { subscriber, payer } = other;
	tree.add(path, [
		coverageSegment(subscriber, other.responsibility ?? subscriber.payer_responsibility),
		...adjustmentSegments(other.adjustments),
		other.paid === undefined ? undefined : out('AMT', 'D', other.paid),
		other.patient_responsibility === undefined ? undefined : out('AMT', 'EAF', other.patient_responsibility),
		other.non_covered === undefined ? undefined : out('AMT', 'A8', other.non_covered),
		other.allowed === undefined ? undefined : out('AMT', 'B6', other.allowed),
		other.benefits_assigned || other.release_of_information
			? out(
					'OI',
					undefined,
					undefined,
					other.benefits_assigned && YES_NO.code(other.benefits_assigned),
					undefined,
					undefined,
					other.release_of_information,
				)
			: undefined,
	]);
	tree.add(`${path}/2330A`, insuredSegments(subscriber));
	tree.add(`${path}/2330B`, [
		...payerSegments(payer).slice(0, 1),
		...addressSegments(payer.address),
		other.paid_date ? out('DTP', '573', 'D8', writeDate(other.paid_date)) : undefined,
		...identifierSegments(payer.identifiers),
		other.claim_number ? out('REF', 'F8', other.claim_number) : undefined,
	]);
}

interface LinePlace {
	readonly claim: CanonicalClaim;
	readonly line: ClaimLine;
	readonly spec: LoopSpec;
	readonly path: string;
}

function addLine(tree: LoopTree, { claim, line, spec, path }: LinePlace): void {
	tree.add(path, [
		out('LX', line.number),
		serviceSegment(claim, line),
		...(line.teeth ?? []).map(({ number, surfaces }) => out('TOO', 'JP', number, surfaces)),
		line.service_date
			? out('DTP', '472', ...writePeriod(line.service_date, line.service_date_end))
			: undefined,
		...Object.entries({
			G1: line.authorization_number,
			'6R': line.control_number,
			'9F': line.referral_number,
		}).map(([qualifier, number]) => (number ? out('REF', qualifier, number) : undefined)),
		...identifierSegments(line.identifiers),
		line.note ? out('NTE', 'ADD', line.note) : undefined,
	]);
	const { drug } = line;
	if (drug) {
		tree.add(`${path}/2410`, [
			out('LIN', undefined, 'N4', drug.ndc),
			drug.quantity === undefined
				? undefined
				: out('CTP', undefined, undefined, undefined, drug.quantity, [drug.unit]),
			drug.prescription_number ? out('REF', 'XZ', drug.prescription_number) : undefined,
		]);
	}
	addProviders(tree, { spec, path, owner: line });
	addAdjudications(tree, { claim, line, spec, path });
}

function serviceSegment(claim: CanonicalClaim, line: ClaimLine): OutSegment {
	const { charge, units, unit_basis = 'UN', diagnosis_pointers: pointers } = line;
	if (claim.type === 'institutional') {
		return out(
			'SV2',
			line.revenue_code,
			writeProcedure(line),
			charge,
			unit_basis,
			units,
			undefined,
			line.non_covered_charge,
		);
	}
	if (claim.type === 'dental') {
		return out(
			'SV3',
			writeProcedure(line),
			charge,
			line.place_of_service,
			line.oral_cavity,
			undefined,
			units,
			...blanks(4),
			pointers,
		);
	}
	return out(
		'SV1',
		writeProcedure(line),
		charge,
		unit_basis,
		units,
		line.place_of_service,
		undefined,
		pointers,
		undefined,
		// 5010 only says that there was one.
		line.emergency ? 'Y' : undefined,
	);
}

/** What other payers decided on this line, in the order of the payers. */
function addAdjudications(tree: LoopTree, { claim, line, path }: LinePlace): void {
	let count = 0;
	for (const other of claim.other_payers) {
		for (const decided of other.lines) {
			if (decided.number !== line.number) continue;
			count++;
			tree.add(`${path}/2430[${count}]`, [
				out(
					'SVD',
					other.payer.id,
					decided.paid,
					writeProcedure(decided),
					decided.revenue_code,
					decided.units,
					decided.bundled_into,
				),
				...adjustmentSegments(decided.adjustments),
				decided.paid_date ? out('DTP', '573', 'D8', writeDate(decided.paid_date)) : undefined,
				decided.patient_responsibility === undefined
					? undefined
					: out('AMT', 'EAF', decided.patient_responsibility),
			]);
		}
	}
}
