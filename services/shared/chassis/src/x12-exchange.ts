import { defineProblems, ProblemError } from '@claims-askes/kernel/problems';
import {
	answerTo,
	type ByteSource,
	type DocumentReading,
	type InterchangeOptions,
	type InterchangeOutcome,
	type ReadDocumentsOptions,
	receiveDocuments,
	write999,
	writeTa1,
	X12_PROBLEMS,
	type X12Problem,
} from '@claims-askes/sdk/x12';
import type { X12File } from './http/x12-body';
import { clockIn } from './payer-calendar';
import type { Platform } from './platform';

const X12_EXCHANGE_PROBLEMS = defineProblems({
	X12_UNREADABLE: [422, 'The body is no X12 that could be answered'],
	X12_TOO_MANY: [422, 'Send one interchange with no more than a thousand entries'],
});

const MOST_QUESTIONS = 1000;
const MOST_DETAILS = 20;

/** A file of questions and the file that answers them. */
export interface Exchange<Question> {
	readonly read: (
		source: ByteSource,
		options: ReadDocumentsOptions,
	) => AsyncIterable<DocumentReading<Question>>;
	/** Answers every question, in order, as the interchange that goes back. */
	readonly answer: (questions: readonly Question[], envelope: InterchangeOptions) => Promise<string>;
}

/**
 * Answers a file of questions at once. What could not be read is acknowledged behind the answers, and a file without a
 * question instead of them, by a 999 and, where the interchange itself is not whole, a TA1. A body that nothing could
 * be answered to is refused as any other.
 */
export async function exchangeX12<Question>(
	file: X12File,
	{ read, answer }: Exchange<Question>,
	platform: Pick<Platform, 'now' | 'config'>,
): Promise<string> {
	const { documents, outcome, errors, envelope } = await receive(file, read, platform);
	const answers = documents.length > 0 ? await answer(documents, envelope) : '';
	const isAcknowledged = errors.length > 0 || documents.length === 0;
	return isAcknowledged ? answers + acknowledgementOf(outcome, envelope) : answers;
}

/** A file that is acted on instead of answered: its documents, and what acknowledges it. */
export async function receiveX12<Document>(
	file: X12File,
	read: Exchange<Document>['read'],
	platform: Pick<Platform, 'now' | 'config'>,
): Promise<{ documents: readonly Document[]; acknowledgement: string }> {
	const { documents, outcome, envelope } = await receive(file, read, platform);
	return { documents, acknowledgement: acknowledgementOf(outcome, envelope) };
}

async function receive<T>(
	{ bytes }: X12File,
	read: Exchange<T>['read'],
	{ now, config }: Pick<Platform, 'now' | 'config'>,
) {
	const received = await receiveDocuments(read, bytes, { most: MOST_QUESTIONS, check: true });
	const { documents, outcomes, errors, isTooLong } = received;
	if (isTooLong) throw new ProblemError(X12_EXCHANGE_PROBLEMS.X12_TOO_MANY);
	const [outcome] = outcomes;
	if (!outcome)
		throw new ProblemError(X12_EXCHANGE_PROBLEMS.X12_UNREADABLE, errors.slice(0, MOST_DETAILS).map(detailOf));
	if (outcomes.length > 1) throw new ProblemError(X12_EXCHANGE_PROBLEMS.X12_TOO_MANY);
	const envelope = answerTo(outcome.envelope, {
		controlNumber: Number.parseInt(outcome.envelope.interchange, 10) || 1,
		at: clockIn(config.PAYER_TIME_ZONE, now()),
	});
	return { documents, outcome, errors, envelope };
}

function acknowledgementOf(outcome: InterchangeOutcome, envelope: InterchangeOptions): string {
	const isBroken = outcome.problems.some(({ level }) => level === 'error');
	return (isBroken ? writeTa1(outcome, envelope) : '') + write999(outcome, envelope);
}

/** By place and code alone: what stood there may be a person's data. */
const detailOf = ({ code, segment, segment_id, element }: X12Problem) => ({
	field: `segment ${segment}${segment_id ? ` ${segment_id}` : ''}${element ? `, element ${element}` : ''}`,
	message: X12_PROBLEMS[code],
	code,
});
