import type { Enrolment, EnrolmentCoverage, Extra } from '../../claim';
import { MAINTENANCE_TYPES, UNTOLD_RELATION } from '../codes/enrolment-codes';
import { RELATIONSHIPS } from '../codes/person-codes';
import { ENROLMENT } from '../schema/834';
import { LoopTree } from '../write/loop-tree';
import {
	addressSegments,
	contactSegments,
	identifierSegments,
	partySegment,
	providerName,
} from '../write/parties';
import { personSegments } from '../write/persons';
import {
	type InterchangeOptions,
	type OutSegment,
	out,
	writeDate,
	writePeriod,
	X12Writer,
} from '../write/x12-writer';

const VERSION = '005010X220A1';

/** Writes members as 834; those of one sponsor, insurer and policy that follow each other share a transaction set. */
export class EnrolmentWriter {
	private readonly writer: X12Writer;
	private header = '';
	private transactions = 0;

	constructor(private readonly options: InterchangeOptions) {
		this.writer = new X12Writer(options);
	}

	write(enrolment: Enrolment): string {
		const { sponsor, insurer, master_policy, file_action, file_time_zone, source } = enrolment;
		const file = [file_action, source?.batch_reference, source?.submitted_at, file_time_zone];
		const header = JSON.stringify([sponsor, insurer, master_policy, ...file, headerExtras(enrolment)]);
		this.writer.begin();
		if (header !== this.header) this.begin(enrolment);
		this.header = header;
		for (const segment of memberSegments(enrolment)) this.writer.put(segment);
		return this.writer.take();
	}

	end(): string {
		this.writer.close();
		return this.writer.take();
	}

	private begin(enrolment: Enrolment): void {
		const { sponsor, insurer, master_policy, file_action = '2', file_time_zone, source } = enrolment;
		if (this.transactions++ === 0) this.writer.group('BE', VERSION);
		this.writer.transaction('834', VERSION);
		const { at } = this.options;
		const [day = '', clock = at.slice(11, 16)] = (source?.submitted_at ?? at).split('T');
		const reference = source?.batch_reference ?? String(this.transactions);
		const moment = [writeDate(day), clock.slice(0, 8).replaceAll(':', ''), file_time_zone];
		const tree = new LoopTree(ENROLMENT.root);
		tree.add('ST', [
			out('BGN', '00', reference, ...moment, undefined, undefined, file_action),
			master_policy ? out('REF', '38', master_policy) : undefined,
		]);
		tree.add('ST/1000A', [partySegment('P5', sponsor)]);
		tree.add('ST/1000B', [partySegment('IN', insurer)]);
		for (const { path, value } of headerExtras(enrolment))
			tree.keep({ path: path.startsWith('ST/') ? path : `ST/${path}`, value });
		for (const segment of tree.segments()) this.writer.put(segment);
	}
}

/** What was kept of the file's own segments, which all of its members share. */
const headerExtras = ({ source }: Enrolment): readonly Extra[] =>
	source?.extras?.filter(({ path }) => !path.startsWith('2000')) ?? [];

/** An 834 of the members given, piece by piece. */
export async function* writeEnrolments(
	enrolments: Iterable<Enrolment> | AsyncIterable<Enrolment>,
	options: InterchangeOptions,
): AsyncGenerator<string> {
	const writer = new EnrolmentWriter(options);
	for await (const enrolment of enrolments) yield writer.write(enrolment);
	yield writer.end();
}

/** PER01 of a member, and NM108: social security number or one that the partners agreed on. */
const ENROLLED = { contactRole: 'IP', ownNumbers: ['34', 'ZZ'] };

function memberSegments(enrolment: Enrolment): OutSegment[] {
	const spec = ENROLMENT.root.loops.find(({ id }) => id === '2000') ?? ENROLMENT.root;
	const tree = new LoopTree(spec);
	const { member, previous_member, subscriber_number, group_number, identifiers, source } = enrolment;
	tree.add('2000', [
		memberSegment(enrolment),
		subscriber_number ? out('REF', '0F', subscriber_number) : undefined,
		group_number ? out('REF', '1L', group_number) : undefined,
		...identifierSegments(identifiers),
		...dateSegments(
			{ '356': enrolment.eligibility_begin, '357': enrolment.eligibility_end },
			enrolment.dates,
		),
	]);
	tree.add(
		'2000/2100A',
		personSegments({ role: previous_member ? '74' : 'IL', person: member, ...ENROLLED }),
	);
	if (previous_member)
		tree.add('2000/2100B', personSegments({ role: '70', person: previous_member, ...ENROLLED }));
	enrolment.coverages.forEach((coverage, at) => {
		addCoverage(tree, coverage, `2000/2300[${at + 1}]`);
	});
	for (const extra of source?.extras ?? []) if (extra.path.startsWith('2000/')) tree.keep(extra);
	return [...tree.segments()];
}

function memberSegment(enrolment: Enrolment): OutSegment {
	const { is_handicapped, member, relationship } = enrolment;
	return out(
		'INS',
		enrolment.is_subscriber ? 'Y' : 'N',
		RELATIONSHIPS.code(relationship),
		MAINTENANCE_TYPES.code(enrolment.maintenance_type),
		enrolment.maintenance_reason,
		enrolment.benefit_status,
		undefined,
		undefined,
		enrolment.employment_status,
		enrolment.student_status,
		is_handicapped === undefined ? undefined : is_handicapped ? 'Y' : 'N',
		member.death_date && 'D8',
		member.death_date && writeDate(member.death_date),
	);
}

function dateSegments(
	own: Readonly<Record<string, string | undefined>>,
	dates: Enrolment['dates'] = [],
): OutSegment[] {
	const written = Object.entries(own).flatMap(([code, date]) =>
		date ? [out('DTP', code, 'D8', writeDate(date))] : [],
	);
	return [
		...written,
		...dates.map(({ kind, date, date_end }) => out('DTP', kind, ...writePeriod(date, date_end))),
	];
}

/** The guide requires NM110, for which an enrolment has no field; what a file said there comes back. */
const withRelation = ({ id, elements }: OutSegment): OutSegment =>
	out(id, ...Array.from({ length: 9 }, (_, n) => elements[n]), UNTOLD_RELATION);

function addCoverage(tree: LoopTree, coverage: EnrolmentCoverage, path: string): void {
	const { begin_date, end_date, dates, premium, providers = [], other_insurance = [] } = coverage;
	tree.add(path, [
		out(
			'HD',
			MAINTENANCE_TYPES.code(coverage.maintenance_type),
			undefined,
			coverage.insurance_line,
			coverage.plan,
			coverage.level,
		),
		...dateSegments({ '348': begin_date, '349': end_date }, dates),
		premium ? out('AMT', 'P3', premium) : undefined,
		...identifierSegments(coverage.identifiers),
	]);
	providers.forEach((provider, at) => {
		tree.add(`${path}/2310[${at + 1}]`, [
			out('LX', at + 1),
			withRelation(providerName('P3', provider)),
			...addressSegments(provider.address),
			...contactSegments(provider.contacts),
		]);
	});
	other_insurance.forEach(({ responsibility, policy_number, coordination, name }, at) => {
		const place = `${path}/2320[${at + 1}]`;
		tree.add(place, [out('COB', responsibility, policy_number, coordination)]);
		if (name) tree.add(`${place}/2330`, [out('NM1', 'IN', '2', name)]);
	});
}
