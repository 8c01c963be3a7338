import type { X12Problem } from '../problem';
import { out, X12Writer } from '../write/x12-writer';
import type { InterchangeOutcome } from './acknowledgement';
import { type AcknowledgementOptions, answerTo } from './write-acknowledgements';

/** TA1: whether the envelope itself arrived whole. */
export function writeTa1(outcome: InterchangeOutcome, options: AcknowledgementOptions): string {
	const { envelope } = outcome;
	const writer = new X12Writer(answerTo(envelope, options));
	writer.openInterchange();
	const note = noteOf(outcome);
	writer.put(out('TA1', envelope.interchange, envelope.date, envelope.time, statusOf(outcome, note), note));
	writer.close();
	return writer.take();
}

/** Whether the sender asks for a TA1, or has to hear of what is wrong with the envelope. */
export const isTa1Due = (outcome: InterchangeOutcome): boolean =>
	outcome.envelope.wantsTa1 || noteOf(outcome) !== NOTHING_WRONG;

const NOTHING_WRONG = '000';
const OTHER = '024';
const NO_STRUCTURE = '022';

/** Code list I18, the gravest first: one note is all that a TA1 has room for. */
const NOTES: Readonly<Partial<Record<X12Problem['code'], string>>> = {
	TRUNCATED: '023',
	CONTROL_NUMBER: '001',
	CONTROL_COUNT: '021',
	TRAILER_MISSING: NO_STRUCTURE,
	ISA_WIDTH: NO_STRUCTURE,
	DELIMITERS: '027',
};

/** The same for elements of the ISA, by their places. */
const OF_ELEMENT = ',010,011,012,013,005,006,007,008,014,015,016,017,018,019,020'.split(',');

function noteOf({ problems, groups }: InterchangeOutcome): string {
	const told = problems.filter(({ code }) => code !== 'TEXT_BEFORE_ISA');
	for (const [code, note] of Object.entries(NOTES)) if (told.some((one) => one.code === code)) return note;
	if (groups.length === 0) return NO_STRUCTURE;
	const [first] = told;
	if (!first) return NOTHING_WRONG;
	return (first.segment_id === 'ISA' && OF_ELEMENT[first.element ?? 0]) || OTHER;
}

/** Refused is what nothing was taken of; what was taken in spite of an error need not be sent again. */
function statusOf({ groups }: InterchangeOutcome, note: string): 'A' | 'E' | 'R' {
	if (note === NOTHING_WRONG) return 'A';
	return groups.some(({ transactions }) => transactions.some(({ status }) => status !== 'R')) ? 'E' : 'R';
}
