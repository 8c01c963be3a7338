import type { EligibilityBenefit, EligibilityInquiry, EligibilityResponse, InquiryDate } from '../../claim';
import { PROCEDURE_SYSTEMS } from '../codes/claim-codes';
import { codeTable } from '../codes/code-table';
import { SERVICE_TYPES } from '../codes/inquiry-codes';
import { type TreeLoop, type TreeSegment, within } from '../read/tree';
import { present, providerOf } from '../read/tree-parties';
import { ELIGIBILITY_INQUIRY, ELIGIBILITY_RESPONSE } from '../schema/270-271';
import { packCode } from '../segment';
import {
	above,
	branches,
	checkLevels,
	judgeLevels,
	partiesOf,
	refusalsOf,
	sourceOf,
	tellFirstMissing,
	tracesOf,
} from './levels';
import { type TreeContext, treeReader } from './tree-kind';

export const NETWORK = codeTable([
	['Y', 'yes'],
	['N', 'no'],
	['U', 'unknown'],
	['W', 'not_applicable'],
]);

/** Questions of a 270, one for each person asked about. */
export const readEligibilityInquiries = treeReader<EligibilityInquiry>({
	specs: { '270': ELIGIBILITY_INQUIRY },
	documents: inquiries,
	judge: judgeLevels,
});

/** Answers of a 271, one for each person asked about. */
export const readEligibilityResponses = treeReader<EligibilityResponse>({
	specs: { '271': ELIGIBILITY_RESPONSE },
	documents: responses,
	judge: judgeLevels,
});

/** The levels that are about somebody: a subscriber above a dependant is about the dependant. */
const peopleIn = (root: TreeLoop): TreeLoop[] =>
	[...branches(root, ['2000C', '2000D'])].filter(
		(level) => level.loops.some(({ id }) => id.startsWith('2110')) || !level.loop('2000D'),
	);

/** An answer may refuse the payer or provider, and so be about nobody. */
function subjectsOf(root: TreeLoop): TreeLoop[] {
	const people = peopleIn(root);
	if (people.length > 0) return people;
	return [...branches(root, ['2000B']), ...branches(root, ['2000A'])].slice(0, 1);
}

function parties(level: TreeLoop, root: TreeLoop) {
	const subscriber = above(level, '2000C');
	return partiesOf({
		root,
		payer: above(level, '2000A')?.loop('2100A'),
		provider: above(level, '2000B')?.loop('2100B'),
		subscriber: subscriber?.loop('2100C'),
		patient: above(level, '2000D')?.loop('2100D'),
	});
}

/** Kinds of care and procedures; service types may also be repeated in one EQ. */
const MOST_ASKED = 99;

function inquiries(root: TreeLoop, { source }: TreeContext): EligibilityInquiry[] {
	checkLevels(root);
	const people = peopleIn(root);
	if (people.length === 0) tellFirstMissing(root, ['2000A', '2000B', '2000C']);
	return people.map((level, at) => {
		const person = level.loop('2100D') ?? level.loop('2100C');
		const questions = level.loops.filter(({ id }) => id.startsWith('2110'));
		const asked = within(
			questions.flatMap((question) => question.all('EQ')),
			MOST_ASKED,
		);
		const date =
			person?.first('DTP', '291', '307', '472') ??
			questions.map((question) => question.first('DTP')).find(Boolean);
		date?.at(1);
		const { from, through } = date?.period(3) ?? {};
		const procedures = asked.flatMap((eq) => procedureOf(eq, 2) ?? []);
		const inquiry: EligibilityInquiry = present({
			...parties(level, root),
			trace_numbers: tracesOf(level),
			service_date: from,
			service_date_end: through,
			service_types: asked.flatMap((eq) => serviceTypesIn(eq, 1)).slice(0, MOST_ASKED),
			procedures: procedures.length > 0 ? procedures : undefined,
		});
		return { ...inquiry, source: sourceOf(source, { loop: level, position: at + 1 }) };
	});
}

function responses(root: TreeLoop, { source, ...money }: TreeContext): EligibilityResponse[] {
	checkLevels(root);
	return subjectsOf(root).map((level, at) => {
		const person = level.loop('2100D') ?? level.loop('2100C');
		const benefits = level.loops.filter(({ id }) => id.startsWith('2110'));
		const chain = [above(level, '2000A'), above(level, '2000B'), above(level, '2000C'), level];
		const loops = new Set(chain.flatMap((loop) => (loop ? [loop, ...loop.parties()] : [])));
		const response: EligibilityResponse = {
			...parties(level, root),
			trace_numbers: tracesOf(level),
			dates: datesOf(person),
			benefits: within(benefits.filter(isTold), 999).map((loop) => benefitOf(loop, money)),
			refusals: [...loops, ...benefits].flatMap(refusalsOf),
		};
		return { ...response, source: sourceOf(source, { loop: level, position: at + 1 }) };
	});
}

/** One that is not in the list stays, and is told. */
function serviceTypesIn(segment: TreeSegment, element: number): string[] {
	const told = segment.repeats(element);
	const types = told.filter((type) => type.length <= 3).slice(0, MOST_ASKED);
	if (told.some((type) => !SERVICE_TYPES.has(type))) segment.fault('CODE_INVALID', element);
	if (types.length < told.length) segment.keep(element);
	else segment.at(element);
	return types;
}

export function datesOf(loop: TreeLoop | undefined, most = 40): InquiryDate[] {
	return (loop?.all('DTP') ?? []).slice(0, most).flatMap((segment) => {
		const kind = segment.text(1, 3);
		const { from, through } = segment.period(3);
		return kind && from ? [present({ kind, date: from, date_end: through })] : [];
	});
}

function procedureOf(segment: TreeSegment, element: number) {
	const [system, code, ...rest] = segment.parts(element, 2, 48, 80);
	if (!code || rest.some(Boolean)) return undefined;
	return { code, code_system: (system && PROCEDURE_SYSTEMS.word(packCode(system))) || ('unknown' as const) };
}

/** What a benefit says of coverage stands in its first element; without it nothing is said, and the segment is kept. */
function isTold(loop: TreeLoop): boolean {
	const eb = loop.first('EB');
	if (eb?.at(1) === undefined) eb?.fault('ELEMENT_MISSING', 1);
	return eb?.text(1, 3) !== undefined;
}

function benefitOf(
	loop: TreeLoop,
	{ decimals, currency }: Pick<TreeContext, 'decimals' | 'currency'>,
): EligibilityBenefit {
	const eb = loop.first('EB');
	const authorization = eb?.at(11);
	const network = eb?.at(12);
	const dates = datesOf(loop, 20);
	const messages = within(loop.all('MSG'), 20).flatMap((message) => message.text(1, 264) ?? []);
	const percent = eb?.text(8, 10);
	const amount = eb?.charge(7, decimals);
	for (const bracket of ['LS', 'LE']) loop.first(bracket)?.at(1);
	const entities = within(loop.loops, 20).map((entity) => ({
		role: entity.first('NM1')?.text(1, 3) ?? '1P',
		...providerOf(entity),
	}));
	return present({
		information: eb?.text(1, 3) ?? '',
		coverage_level: eb?.text(2, 3),
		service_types: eb ? serviceTypesIn(eb, 3) : [],
		insurance_type: eb?.text(4, 3),
		plan: eb?.text(5, 50),
		period: eb?.text(6, 2),
		amount,
		currency: amount === undefined ? undefined : currency,
		percent,
		quantity_kind: eb?.text(9, 2),
		quantity: eb?.quantity(10),
		needs_authorization: authorization ? yesNo(authorization) : undefined,
		in_network: network ? (NETWORK.word(packCode(network)) ?? 'unknown') : undefined,
		procedure: eb?.at(13) ? procedureOf(eb, 13) : undefined,
		dates: dates.length > 0 ? dates : undefined,
		messages: messages.length > 0 ? messages : undefined,
		entities: entities.length > 0 ? entities : undefined,
	});
}

const yesNo = (code: string) =>
	(code === 'Y' ? 'yes' : code === 'N' ? 'no' : 'unknown') as 'yes' | 'no' | 'unknown';
