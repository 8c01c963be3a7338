import type { EligibilityBenefit, EligibilityInquiry, EligibilityResponse, InquiryDate } from '../../claim';
import { ELIGIBILITY_INQUIRY, ELIGIBILITY_RESPONSE } from '../schema/270-271';
import { writeProcedure } from '../write/procedure';
import { type InterchangeOptions, type OutSegment, out, writePeriod } from '../write/x12-writer';
import { NETWORK } from './eligibility';
import {
	beginSegment,
	HierarchyTree,
	type Inquiry,
	isTold,
	payerLoop,
	personLoop,
	providerLoop,
	refusalSegments,
	traceSegments,
	writeDocuments,
} from './write-levels';

const VERSION = '005010X279A1';

/** A 270 of the questions given. */
export const writeEligibilityInquiries = (
	inquiries: Iterable<EligibilityInquiry>,
	options: InterchangeOptions,
): string =>
	writeDocuments(
		{ code: '270', functionalCode: 'HS', version: VERSION, segments: inquirySegments },
		inquiries,
		options,
	);

/** A 271 of the answers given. */
export const writeEligibilityResponses = (
	responses: Iterable<EligibilityResponse>,
	options: InterchangeOptions,
): string =>
	writeDocuments(
		{ code: '271', functionalCode: 'HB', version: VERSION, segments: responseSegments },
		responses,
		options,
	);

interface Subject {
	readonly person: string;
	readonly level: string;
	readonly detail: string;
}

const SUBSCRIBER: Subject = { level: '2000A/2000B/2000C', person: '2100C', detail: '2110C' };
const DEPENDANT: Subject = { level: '2000A/2000B/2000C/2000D', person: '2100D', detail: '2110D' };

interface Question {
	readonly type: '1' | '2';
	readonly dates: readonly (OutSegment | undefined)[];
	readonly refusals?: EligibilityResponse['refusals'];
}

/** Levels from the payer down to the person asked about; to the one that was refused, where nobody else is named. */
function addLevels(
	tree: HierarchyTree,
	inquiry: Inquiry,
	{ type, dates, refusals = [] }: Question,
): Subject | undefined {
	const hasPatient = inquiry.patient !== undefined;
	const traces = traceSegments(inquiry, type);
	const isNobody = !hasPatient && !isTold(inquiry.subscriber) && traces.length === 0 && refusals.length > 0;
	const isNoPerson = isNobody && refusals.every(({ about }) => about === 'payer' || about === 'provider');
	const isPayerAlone = isNoPerson && !isTold(inquiry.provider);
	const payer = tree.level('2000A', { code: '20', hasChild: !isPayerAlone });
	tree.add('2000A/2100A', [...payerLoop(inquiry.payer), ...refusalSegments(refusals, 'payer')]);
	if (isPayerAlone) return undefined;
	const receiver = tree.level('2000A/2000B', { code: '21', parent: payer, hasChild: !isNoPerson });
	tree.add('2000A/2000B/2100B', [
		...providerLoop('1P', inquiry.provider),
		...refusalSegments(refusals, 'provider'),
	]);
	if (isNoPerson) return undefined;
	const subscriber = tree.level(
		SUBSCRIBER.level,
		{ code: '22', parent: receiver, hasChild: hasPatient },
		hasPatient ? [] : traces,
	);
	tree.add(`${SUBSCRIBER.level}/2100C`, [
		...personLoop('IL', inquiry.subscriber, { group: inquiry.group_number }),
		...refusalSegments(refusals, 'subscriber'),
		...(hasPatient ? [] : dates),
	]);
	if (!inquiry.patient) return SUBSCRIBER;
	tree.level(DEPENDANT.level, { code: '23', parent: subscriber, hasChild: false }, traces);
	tree.add(`${DEPENDANT.level}/2100D`, [
		...personLoop('03', inquiry.patient, { relationship: inquiry.relationship }),
		...refusalSegments(refusals, 'patient'),
		...dates,
	]);
	return DEPENDANT;
}

function* inquirySegments(inquiry: EligibilityInquiry, { at }: InterchangeOptions): Generator<OutSegment> {
	const tree = new HierarchyTree(ELIGIBILITY_INQUIRY);
	tree.add('ST', [beginSegment(inquiry, { structure: '0022', purpose: '13', at })]);
	const { service_date, service_date_end, service_types, procedures = [] } = inquiry;
	const date = service_date ? out('DTP', '291', ...writePeriod(service_date, service_date_end)) : undefined;
	const { level, detail } = addLevels(tree, inquiry, { type: '1', dates: [date] }) ?? SUBSCRIBER;
	const questions = [
		...service_types.map((type) => out('EQ', type)),
		...procedures.map(({ code, code_system }) =>
			out('EQ', undefined, writeProcedure({ procedure_code: code, code_system })),
		),
	];
	questions.forEach((question, index) => {
		tree.add(`${level}/${detail}[${index + 1}]`, [question]);
	});
	yield* tree.segments(inquiry.source);
}

function* responseSegments(response: EligibilityResponse, { at }: InterchangeOptions): Generator<OutSegment> {
	const tree = new HierarchyTree(ELIGIBILITY_RESPONSE);
	tree.add('ST', [beginSegment(response, { structure: '0022', purpose: '11', at })]);
	const question = { type: '2', dates: dateSegments(response.dates), refusals: response.refusals } as const;
	const { level, detail } = addLevels(tree, response, question) ?? SUBSCRIBER;
	response.benefits.forEach((benefit, index) => {
		const path = `${level}/${detail}[${index + 1}]`;
		tree.add(
			path,
			benefitSegments(benefit, index === 0 ? refusalSegments(response.refusals, 'service') : []),
		);
		(benefit.entities ?? []).forEach(({ role, ...entity }, place) => {
			tree.add(`${path}/${detail.replace('2110', '2120')}[${place + 1}]`, providerLoop(role, entity));
		});
	});
	yield* tree.segments(response.source);
}

export const dateSegments = (dates: readonly InquiryDate[] = []): OutSegment[] =>
	dates.map(({ kind, date, date_end }) => out('DTP', kind, ...writePeriod(date, date_end)));

const YES_NO = { yes: 'Y', no: 'N', unknown: 'U' } as const;

function benefitSegments(benefit: EligibilityBenefit, refusals: readonly OutSegment[]): OutSegment[] {
	const { procedure, needs_authorization, in_network } = benefit;
	return [
		out(
			'EB',
			benefit.information,
			benefit.coverage_level,
			{ repeats: benefit.service_types },
			benefit.insurance_type,
			benefit.plan,
			benefit.period,
			benefit.amount,
			benefit.percent,
			benefit.quantity_kind,
			benefit.quantity,
			needs_authorization && YES_NO[needs_authorization],
			in_network && NETWORK.code(in_network),
			procedure && writeProcedure({ procedure_code: procedure.code, code_system: procedure.code_system }),
		),
		...dateSegments(benefit.dates),
		...refusals,
		...[...currencyIn(benefit), ...(benefit.messages ?? [])].map((message) => out('MSG', message)),
		...(benefit.entities?.length ? [out('LS', '2120'), out('LE', '2120')] : []),
	];
}

/** A 271 has no place for a currency and is read as dollars: of any other, words say so, once. */
function currencyIn({ amount, currency = 'USD', messages = [] }: EligibilityBenefit): string[] {
	const words = `amount in ${currency}`;
	return amount === undefined || currency === 'USD' || messages.includes(words) ? [] : [words];
}
