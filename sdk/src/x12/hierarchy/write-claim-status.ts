import type { ClaimStatus, ClaimStatusInquiry, ClaimStatusResponse } from '../../claim';
import { CLAIM_STATUS_INQUIRY, CLAIM_STATUS_RESPONSE } from '../schema/276-277';
import { demographicsSegment, identifierSegments, nameSegment } from '../write/parties';
import { writeProcedure } from '../write/procedure';
import { type InterchangeOptions, type OutSegment, out, writeDate, writePeriod } from '../write/x12-writer';
import {
	beginSegment,
	HierarchyTree,
	isTold,
	payerLoop,
	providerLoop,
	traceSegments,
	writeDocuments,
} from './write-levels';

const VERSION = '005010X212';

/** A 276 of the questions given. */
export const writeClaimStatusInquiries = (
	inquiries: Iterable<ClaimStatusInquiry>,
	options: InterchangeOptions,
): string =>
	writeDocuments(
		{ code: '276', functionalCode: 'HR', version: VERSION, segments: inquirySegments },
		inquiries,
		options,
	);

/** A 277 of the answers given. */
export const writeClaimStatusResponses = (
	responses: Iterable<ClaimStatusResponse>,
	options: InterchangeOptions,
): string =>
	writeDocuments(
		{ code: '277', functionalCode: 'HN', version: VERSION, segments: responseSegments },
		responses,
		options,
	);

type About = Omit<ClaimStatusInquiry, 'lines'>;

/**
 * Levels from the payer to the patient, or to the one whose whole submission is told of; answers the path that the
 * loop of the status stands at.
 */
function addLevels(tree: HierarchyTree, about: About): string {
	const { submitter = {}, provider, subscriber, patient } = about;
	const isOfClaim = patient !== undefined || isTold(subscriber);
	const isOfProvider = isOfClaim || isTold(provider);
	const payer = tree.level('2000A', { code: '20', hasChild: true });
	tree.add('2000A/2100A', payerLoop(about.payer));
	const receiver = tree.level('2000A/2000B', { code: '21', parent: payer, hasChild: isOfProvider });
	tree.add('2000A/2000B/2100B', submitterLoop(submitter));
	if (!isOfProvider) return '2000A/2000B/2200B';
	const service = tree.level('2000A/2000B/2000C', { code: '19', parent: receiver, hasChild: isOfClaim });
	tree.add('2000A/2000B/2000C/2100C', providerLoop('1P', provider));
	if (!isOfClaim) return '2000A/2000B/2000C/2200C';
	const path = '2000A/2000B/2000C/2000D';
	const insured = tree.level(path, { code: '22', parent: service, hasChild: patient !== undefined }, [
		demographicsSegment(subscriber),
	]);
	tree.add(`${path}/2100D`, [nameSegment('IL', subscriber, ...numberOf(subscriber))]);
	if (!patient) return `${path}/2200D`;
	tree.level(`${path}/2000E`, { code: '23', parent: insured }, [demographicsSegment(patient)]);
	tree.add(`${path}/2000E/2100E`, [nameSegment('QC', patient, ...numberOf(patient))]);
	return `${path}/2000E/2200E`;
}

function submitterLoop(submitter: NonNullable<About['submitter']>): OutSegment[] {
	const [own] = submitter.identifiers ?? [];
	const isPlain = own?.qualifier === '46' && !submitter.npi && !submitter.tax_id;
	return isPlain ? [nameSegment('41', submitter, '46', own.value)] : providerLoop('41', submitter);
}

function numberOf({ member_id, identifiers = [] }: About['subscriber']): [string?, string?] {
	if (member_id) return ['MI', member_id];
	const [own] = identifiers;
	return own ? [own.qualifier, own.value] : [];
}

function claimSegments(about: About, charge: OutSegment | undefined): (OutSegment | undefined)[] {
	const { service_date, service_date_end } = about;
	return [
		...Object.entries({ '1K': about.payer_claim_number, BLT: about.bill_type, EJ: about.claim_id }).map(
			([qualifier, number]) => (number ? out('REF', qualifier, number) : undefined),
		),
		...identifierSegments(about.identifiers),
		charge,
		service_date ? out('DTP', '472', ...writePeriod(service_date, service_date_end)) : undefined,
	];
}

function* inquirySegments(inquiry: ClaimStatusInquiry, { at }: InterchangeOptions): Generator<OutSegment> {
	const tree = new HierarchyTree(CLAIM_STATUS_INQUIRY);
	tree.add('ST', [beginSegment(inquiry, { structure: '0010', purpose: '13', at })]);
	const path = addLevels(tree, inquiry);
	const charge = inquiry.charge ? out('AMT', 'T3', inquiry.charge) : undefined;
	tree.add(path, [...traceSegments(inquiry, '1'), ...claimSegments(inquiry, charge)]);
	inquiry.lines.forEach((line, index) => {
		tree.add(
			`${path}/${lineLoop(path)}[${index + 1}]`,
			lineSegments(line, [
				writeProcedure(line),
				line.charge,
				undefined,
				line.revenue_code,
				undefined,
				undefined,
				line.units,
			]),
		);
	});
	yield* tree.segments(inquiry.source);
}

function* responseSegments(response: ClaimStatusResponse, { at }: InterchangeOptions): Generator<OutSegment> {
	const tree = new HierarchyTree(CLAIM_STATUS_RESPONSE);
	tree.add('ST', [beginSegment(response, { structure: '0010', purpose: '08', type: 'DG', at })]);
	const path = addLevels(tree, response);
	tree.add(path, [
		...traceSegments(response, '2'),
		...statusSegments(response.statuses),
		...claimSegments(response, undefined),
	]);
	response.lines.forEach((line, index) => {
		const elements = [
			writeProcedure(line),
			line.charge,
			line.paid,
			line.revenue_code,
			undefined,
			undefined,
			line.units,
		] as const;
		tree.add(`${path}/${lineLoop(path)}[${index + 1}]`, [
			...lineSegments(line, elements),
			...statusSegments(line.statuses),
		]);
	});
	yield* tree.segments(response.source);
}

const lineLoop = (path: string) => (path.endsWith('2200E') ? '2220E' : '2220D');

type Line = ClaimStatusInquiry['lines'][number];

/** SVC, the line's number and its days, as 276, 277 and 277CA name a line. */
export function lineSegments(
	line: Omit<Line, 'identifiers'>,
	elements: Parameters<typeof out> extends [string, ...infer Rest] ? Readonly<Rest> : never,
): OutSegment[] {
	const { code_system, revenue_code, control_number, service_date, service_date_end } = line;
	const isRevenue = code_system === 'revenue' && revenue_code !== undefined;
	const [procedure, ...rest] = elements;
	const service = isRevenue
		? out('SVC', ['NU', revenue_code], ...rest.with(2, undefined))
		: out('SVC', procedure, ...rest);
	return [
		service,
		...(control_number ? [out('REF', 'FJ', control_number)] : []),
		...(service_date ? [out('DTP', '472', ...writePeriod(service_date, service_date_end))] : []),
	];
}

/** STC: a status with its date and amounts begins a segment, those that only add reasons join it. */
function statusSegments(statuses: readonly ClaimStatus[]): OutSegment[] {
	const groups: ClaimStatus[][] = [];
	for (const status of statuses) {
		const last = groups.at(-1);
		const isReason = status.date === undefined && status.charge === undefined && status.paid === undefined;
		if (isReason && last && last.length < 3) last.push(status);
		else groups.push([status]);
	}
	return groups.flatMap(([first, second, third]) => {
		if (!first) return [];
		const codes = (status: ClaimStatus | undefined) =>
			status && [status.category, status.status, status.entity, status.code_list];
		const { date, action, charge, paid, paid_date, payment_method, trace_number, message } = first;
		return [
			out(
				'STC',
				codes(first),
				date && writeDate(date),
				action,
				charge,
				paid,
				paid_date && writeDate(paid_date),
				payment_method,
				undefined,
				trace_number,
				codes(second),
				codes(third),
				message,
			),
		];
	});
}
