import type { EnvelopeHeader } from '../envelope';
import type { X12Problem } from '../problem';
import { allElementsOf } from '../schema/segments';
import { groupBy } from '../write/group-by';
import { type InterchangeOptions, type OutSegment, out, X12Writer } from '../write/x12-writer';
import type {
	AcknowledgedProblem,
	GroupOutcome,
	InterchangeOutcome,
	TransactionOutcome,
} from './acknowledgement';
import { syntaxOfFinding } from './finding-codes';
import { ACKNOWLEDGEMENT_CODES, type AcknowledgementCodes } from './problem-codes';

/** Sender and receiver may be left out: an answer goes back the way its file came. */
export type AcknowledgementOptions = Omit<InterchangeOptions, 'sender' | 'receiver'> &
	Partial<Pick<InterchangeOptions, 'sender' | 'receiver'>>;

const VERSION_999 = '005010X231A1';
const MOST_SEGMENTS = 500;
/** CTX01-2. */
const MOST_OF_REFERENCE = 35;

/** The envelope of an answer: who received is now the sender. */
export function answerTo(envelope: EnvelopeHeader, options: AcknowledgementOptions): InterchangeOptions {
	return {
		...options,
		sender: options.sender ?? {
			id: envelope.receiver,
			qualifier: envelope.receiverQualifier,
			application: envelope.applicationReceiver,
		},
		receiver: options.receiver ?? {
			id: envelope.sender,
			qualifier: envelope.senderQualifier,
			application: envelope.applicationSender,
		},
		usage: options.usage ?? (envelope.isTest ? 'test' : 'production'),
	};
}

/** 999: how each transaction set of each group fared against its guide. */
export function write999({ envelope, groups }: InterchangeOutcome, options: AcknowledgementOptions): string {
	const writer = new X12Writer(answerTo(envelope, options));
	writer.group('FA', VERSION_999);
	for (const group of groups) {
		writer.transaction('999', VERSION_999);
		for (const segment of groupSegments(group)) writer.put(segment);
	}
	writer.close();
	return writer.take();
}

function groupSegments({ envelope, transactions, problems }: GroupOutcome): OutSegment[] {
	const received = transactions.length;
	const accepted = transactions.filter(({ status }) => status !== 'R').length;
	const isClean = transactions.every(({ status }) => status === 'A') && problems.length === 0;
	const status = isClean ? 'A' : accepted === received ? 'E' : accepted === 0 ? 'R' : 'P';
	const codes = [
		...new Set(problems.map(({ code }) => GROUP_CODES[code]).filter((code) => code !== undefined)),
	];
	return [
		out('AK1', envelope.functionalCode, envelope.group, envelope.version),
		...transactions.flatMap(transactionSegments),
		out('AK9', status, received, received, accepted, ...codes.slice(0, 5)),
	];
}

const GROUP_CODES: Readonly<Partial<Record<X12Problem['code'], string>>> = {
	TRAILER_MISSING: '3',
	TRUNCATED: '3',
	CONTROL_NUMBER: '4',
	CONTROL_COUNT: '5',
	CONTROL_REPEATED: '19',
};

function transactionSegments({ envelope, problems, status }: TransactionOutcome): OutSegment[] {
	const codes = new Set<string>();
	const segments: OutSegment[] = [];
	for (const [place, some] of bySegment(problems)) {
		for (const problem of some) {
			const own = codesOf(problem)?.transaction;
			if (own) codes.add(own);
		}
		const inSegment = some.filter((problem) => !codesOf(problem)?.transaction);
		if (inSegment.length === 0 || place === 0 || segments.length > MOST_SEGMENTS) continue;
		codes.add('5');
		for (const alike of byError(inSegment)) segments.push(...errorSegments(alike));
	}
	return [
		out('AK2', envelope.transactionCode, envelope.transaction, envelope.version),
		...segments,
		out('IK5', status, ...[...codes].slice(0, 5)),
	];
}

const codesOf = (problem: AcknowledgedProblem): AcknowledgementCodes | undefined =>
	'path' in problem ? syntaxOfFinding(problem) : ACKNOWLEDGEMENT_CODES[problem.code];

/** A segment that is not there is told apart from the one it would follow, which may have errors of its own. */
const byError = (problems: readonly AcknowledgedProblem[]): AcknowledgedProblem[][] =>
	groupBy(problems, (problem) => {
		const { segment, loop } = lackOf(problem) ?? {};
		const isMissing = 'path' in problem && problem.is_missing === 'segment';
		return [problem.segment_id, segment, loop, isMissing].join(' ');
	});

const lackOf = (problem: AcknowledgedProblem) => ('path' in problem ? undefined : problem.missing);

/** Problems by the place of their segment in the transaction set; those without a place under 0. */
function bySegment(problems: readonly AcknowledgedProblem[]): Map<number, AcknowledgedProblem[]> {
	const places = new Map<number, AcknowledgedProblem[]>();
	for (const problem of problems) {
		const place = problem.transaction_segment ?? 0;
		places.set(place, [...(places.get(place) ?? []), problem]);
	}
	return new Map([...places].sort(([a], [b]) => a - b));
}

function errorSegments(problems: readonly AcknowledgedProblem[]): OutSegment[] {
	const [first] = problems;
	if (!first) return [];
	const codes = codesOf(first);
	const lack = lackOf(first);
	const name = (lack?.segment ?? first.segment_id).slice(0, 3);
	// IK301 has two characters at least: what stands there without a name cannot be named.
	if (name.length < 2) return [];
	const loop = lack?.loop ?? (isLoopOfGuide(first.loop) ? first.loop : undefined);
	const head = out('IK3', name, first.transaction_segment, loop?.slice(0, 6), codes?.segment ?? '8');
	// Which claim or member is meant: the number of a segment helps nobody who sees those.
	const { name: unit, reference } = first.unit ?? { name: 'CLM01', reference: first.claim_id };
	const context = reference ? [out('CTX', [unit, reference.slice(0, MOST_OF_REFERENCE)])] : [];
	const told = new Set<string>();
	const elements = problems.flatMap((problem) => {
		const { code, element, component, segment_id, value } = problem;
		const kind = codesOf(problem)?.element;
		if (!kind || !element || told.has(`${element}:${component}:${kind}`)) return [];
		told.add(`${element}:${component}:${kind}`);
		const known = allElementsOf(segment_id)?.[element - 1];
		// IK402 is a number: a composite has none, and of its components the dictionary holds no numbers.
		const reference = known?.type === 'composite' ? undefined : known?.reference;
		const part = component && !('path' in problem) ? value?.split(':')[component - 1] : value;
		return [out('IK4', component ? [element, component] : element, reference, kind, shown(code, part))];
	});
	return [head, ...context, ...elements];
}

/** What stands before or behind all loops the guide puts in none: loops are numbered. */
const isLoopOfGuide = (loop: string | undefined) => loop !== undefined && /^\d/.test(loop);

/** A bad value is sent back for the sender to find it; one that cannot be written is not. */
const shown = (code: string, value: string | undefined) =>
	code === 'STRAY_BYTES' || code === 'ELEMENT_MISSING' ? undefined : value || undefined;
