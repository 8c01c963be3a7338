import type { CanonicalClaim, ClaimStatusInquiry, ClaimStatusResponse } from '@claims-askes/sdk/claim';
import type { ClaimStatus } from '../domain/claim-status';
import { LINE_WORDS, STATUS_WORDS } from '../domain/status-words';

type Line = CanonicalClaim['lines'][number];

/** What a decision says of a line, as far as a 277 has words for it. */
export interface DecidedLine {
	readonly number: number;
	readonly outcome: keyof typeof LINE_WORDS;
	readonly paid: string;
}

interface Standing {
	readonly status: ClaimStatus;
	readonly date: string;
	/** The lines of the decision that stands; none before there is one. */
	readonly decided: readonly DecidedLine[];
}

/** Where the lines stand that were asked about, or all of them where none was named. */
export const lineAnswers = (
	asked: ClaimStatusInquiry['lines'],
	lines: readonly Line[],
	standing: Standing,
): ClaimStatusResponse['lines'] =>
	lines
		.filter((line) => asked.length === 0 || asked.some((one) => isSameService(one, line)))
		.map((line) => lineAnswer(line, standing));

/** The line that a question names by the provider's own number, else by what was done. */
function isSameService(asked: ClaimStatusInquiry['lines'][number], line: Line): boolean {
	if (asked.control_number !== undefined) return asked.control_number === line.control_number;
	return asked.procedure_code === line.procedure_code && asked.revenue_code === line.revenue_code;
}

/** As it was decided, else as the claim stands. */
function lineAnswer(line: Line, { status, date, decided }: Standing): ClaimStatusResponse['lines'][number] {
	const { procedure_code, revenue_code, service_date, service_date_end, control_number } = line;
	const { code_system, modifiers, charge, units } = line;
	const decision = OVER.has(status) ? undefined : decided.find(({ number }) => number === line.number);
	return {
		...(procedure_code ? { procedure_code } : {}),
		...(revenue_code ? { revenue_code } : {}),
		...(service_date ? { service_date } : {}),
		...(service_date_end ? { service_date_end } : {}),
		...(control_number ? { control_number } : {}),
		code_system,
		modifiers,
		charge,
		units,
		...(decision && FINAL.has(status) ? { paid: decision.paid } : {}),
		statuses: [{ ...(decision ? wordOf(decision, status) : STATUS_WORDS[status]), date }],
	};
}

const FINAL = new Set<ClaimStatus>(['paid', 'denied']);

/** In these states what was decided of the lines no longer holds. */
const OVER = new Set<ClaimStatus>(['voided', 'replaced', 'adjudicating', 'appealed']);

function wordOf({ outcome, paid }: DecidedLine, status: ClaimStatus) {
	if (outcome !== 'pay') return LINE_WORDS[outcome];
	if (status !== 'paid') return LINE_WORDS.pay.awaits;
	return Number(paid) === 0 ? LINE_WORDS.pay.nothing : LINE_WORDS.pay.paid;
}
