import type { ClaimSource, Enrolment, EnrolmentCoverage, EnrolmentParty, MaintenanceType } from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import type { ByteSource } from '../byte-stream';
import { MAINTENANCE_TYPES, UNTOLD_RELATION } from '../codes/enrolment-codes';
import { RELATIONSHIPS } from '../codes/person-codes';
import { LoopMap } from '../loops';
import type { DocumentKind, DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { readDocuments } from '../read/read-documents';
import { TreeAssembly, type TreeLoop, type TreeSegment, within } from '../read/tree';
import { identifiersOf, personOf, present, providerOf } from '../read/tree-parties';
import { ENROLMENT } from '../schema/834';
import { isOfGuide } from '../schema/loop-spec';
import { packCode } from '../segment';
import { MemberOrder } from './member-order';

export type EnrolmentReading = DocumentReading<Enrolment>;

/** BGN01, code list 353: neither sent again (15) nor a copy for information (22). */
const ORIGINAL = '00';

let map: LoopMap<TreeAssembly> | undefined;

/** Members of an 834, one by one: a file of a million members needs no more memory than one of ten. */
export const readEnrolments = (
	source: ByteSource,
	options: ReadDocumentsOptions = {},
): AsyncGenerator<EnrolmentReading> =>
	readDocuments(enrolments(currencyDecimals(options.currency ?? 'USD')), source, options);

class EnrolmentAssembly extends TreeAssembly {
	members = 0;
	readonly order = new MemberOrder();

	constructor(
		report: TreeAssembly['report'],
		readonly source: ClaimSource,
	) {
		super(report);
	}
}

const enrolments = (decimals: number): DocumentKind<EnrolmentAssembly, Enrolment> => ({
	transactions: ['834'],
	mapOf: ({ version }) => {
		if (/^00[123]/.test(version)) return undefined;
		map ??= new LoopMap(ENROLMENT.root, { segments: {} });
		return map as LoopMap<EnrolmentAssembly>;
	},
	isOfGuide: ({ version }) => isOfGuide(ENROLMENT, version),
	begin: (source, report) => new EnrolmentAssembly(report, source),
	take: (assembly, step, segment) => assembly.take(segment, step.to, step.starts),
	splitsAt: packCode('INS'),
	judge: ({ root, order }) => {
		const member = root.loop('2000');
		const ins = member?.segments.find(({ id }) => id === 'INS');
		const number = member && subscriberNumber(member);
		if (number && order.isLate(number, ins?.peek(1) === 'Y')) ins?.fault('MEMBER_ORDER');
	},
	unitOf: ({ root }) => {
		const member = root.loop('2000');
		const ins = member?.segments.find(({ id }) => id === 'INS');
		const reference = member && subscriberNumber(member);
		return ins && reference ? { name: 'SUBSCRIBER NUMBER REF02', reference, segment: ins.number } : undefined;
	},
	finish: (assembly) => {
		const member = assembly.takeLoop('2000');
		if (!member) return [];
		assembly.members++;
		return [readMember(assembly, member, decimals)];
	},
});

const subscriberNumber = ({ segments }: TreeLoop): string | undefined =>
	segments.find((segment) => segment.id === 'REF' && segment.peek(1) === '0F')?.peek(2);

function readMember(assembly: EnrolmentAssembly, member: TreeLoop, decimals: number): Enrolment {
	const { root, source } = assembly;
	const ins = member.first('INS');
	const relationship = ins?.at(2);
	const begin = root.first('BGN');
	const submitted_at = momentOf(begin);
	const enrolment: Enrolment = present({
		sponsor: partyOf(root.loop('1000A')),
		insurer: partyOf(root.loop('1000B')),
		master_policy: root.first('REF', '38')?.text(2, 50),
		file_action: begin?.text(8, 2),
		file_time_zone: begin?.text(5, 2),
		is_subscriber: isSubscriber(ins),
		relationship: (relationship && RELATIONSHIPS.word(packCode(relationship))) || unknownRelationship(ins),
		maintenance_type: maintenanceOf(ins, 3),
		maintenance_reason: ins?.text(4, 3),
		benefit_status: ins?.text(5, 1),
		employment_status: ins?.text(8, 2),
		student_status: ins?.text(9, 1),
		is_handicapped: ins?.at(10) === undefined ? undefined : ins.is(10, 'Y'),
		subscriber_number: member.first('REF', '0F')?.text(2, 50),
		group_number: member.first('REF', '1L')?.text(2, 50),
		member: {
			...personOf(member.loop('2100A')),
			...present({ death_date: ins?.is(11, 'D8') ? ins.date(12) : undefined }),
		},
		previous_member: member.loop('2100B') && personOf(member.loop('2100B')),
		...datesOf(member, { begin: '356', end: '357', beginAs: 'eligibility_begin', endAs: 'eligibility_end' }),
		identifiers: identifiersOf(member, ['0F', '1L']),
		coverages: member.every('2300').map((coverage) => readCoverage(coverage, decimals)),
	});
	if (member.loop('2100A') === undefined) ins?.fault('LOOP_MISSING', undefined, 'error');
	const batch_reference = begin?.text(2, 80);
	if (!begin?.is(1, ORIGINAL)) begin?.keep(1);
	const extras = [...root.leftovers(), ...member.leftovers()];
	enrolment.source = {
		...source,
		position: assembly.members,
		segment: ins?.number,
		batch_reference,
		submitted_at,
		...(extras.length > 0 ? { extras } : {}),
	};
	return enrolment;
}

/** BGN03 and, where it is one, the clock of BGN04: `2026-01-02T08:00`, with seconds where they were told. */
function momentOf(begin: TreeSegment | undefined): string | undefined {
	const day = begin?.date(3);
	const [, hours, minutes, seconds] = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d)?/.exec(begin?.at(4) ?? '') ?? [];
	if (!day || !hours) return day;
	return `${day}T${[hours, minutes, seconds].filter((part) => part !== undefined).join(':')}`;
}

function isSubscriber(ins: TreeSegment | undefined): boolean {
	if (ins && !ins.is(1, 'Y', 'N')) ins.fault('CODE_INVALID', 1);
	return ins?.at(1) === 'Y';
}

const unknownRelationship = (ins: TreeSegment | undefined): 'unknown' => {
	ins?.fault('CODE_INVALID', 2);
	return 'unknown';
};

function maintenanceOf(segment: TreeSegment | undefined, element: number): MaintenanceType {
	const code = segment?.at(element);
	const type = code && MAINTENANCE_TYPES.word(packCode(code));
	if (!type) segment?.fault('CODE_INVALID', element, 'error');
	return type || 'no_change';
}

function partyOf(loop: TreeLoop | undefined): EnrolmentParty {
	const name = loop?.first('N1');
	name?.at(1);
	return present({ name: name?.text(2, 80), id: name?.text(4, 80), id_qualifier: name?.text(3, 2) });
}

interface OwnDates {
	readonly begin: string;
	readonly end: string;
	readonly beginAs: string;
	readonly endAs: string;
}

/** DTP: begin and end have fields of their own, the other dates keep their code. */
function datesOf(loop: TreeLoop, { begin, end, beginAs, endAs }: OwnDates) {
	const own: Record<string, string | undefined> = {};
	const dates: NonNullable<Enrolment['dates']> = [];
	for (const segment of loop.all('DTP')) {
		const kind = segment.text(1, 3);
		const { from, through } = segment.period(3);
		if (!kind || !from) continue;
		if (kind === begin && !own[beginAs]) own[beginAs] = from;
		else if (kind === end && !own[endAs]) own[endAs] = from;
		else dates.push(present({ kind, date: from, date_end: through }));
	}
	return { ...own, dates: dates.length > 0 ? dates.slice(0, 40) : undefined };
}

/** 5010 names the other insurer in a loop of its own, 4010 in a segment. */
function insurerName(other: TreeLoop): string | undefined {
	const name = other.loop('2330')?.first('NM1', 'IN');
	name?.at(2);
	return name?.text(3, 80) ?? other.first('N1', 'IN')?.text(2, 80);
}

function readCoverage(loop: TreeLoop, decimals: number): EnrolmentCoverage {
	const hd = loop.first('HD');
	const premium = loop.first('AMT', 'P3');
	const providers = within(loop.every('2310'), 30).map((provider) => {
		provider.first('LX')?.at(1);
		const name = provider.first('NM1');
		if (!name?.is(10, UNTOLD_RELATION)) name?.keep(10);
		return providerOf(provider);
	});
	const others = within(loop.every('2320'), 5).map((other) => {
		const cob = other.first('COB');
		return present({
			responsibility: cob?.text(1, 1) ?? 'U',
			policy_number: cob?.text(2, 50),
			coordination: cob?.text(3, 1),
			name: insurerName(other),
		});
	});
	return present({
		maintenance_type: maintenanceOf(hd, 1),
		insurance_line: hd?.text(3, 3) ?? 'HLT',
		plan: hd?.text(4, 50),
		level: hd?.text(5, 3),
		...datesOf(loop, { begin: '348', end: '349', beginAs: 'begin_date', endAs: 'end_date' }),
		premium: premium?.charge(2, decimals),
		identifiers: identifiersOf(loop),
		providers: providers.length > 0 ? providers : undefined,
		other_insurance: others.length > 0 ? others : undefined,
	});
}
