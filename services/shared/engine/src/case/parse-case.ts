/** Takes a case from outside, or refuses it: every problem at once, each with its path and a code. */
import { LARGEST_AMOUNT } from '@claims-askes/kernel/money';
import { own } from '../own';
import type { Benefit, Case, Claim, Facts, PrimaryFigures } from '../types';
import { caseShape } from './case-shape';
import { checkDocument, note, type Problem } from './shape';

export class CaseError extends Error {
	override readonly name = 'CaseError';
	readonly code = 'CASE_INVALID';
	constructor(readonly problems: readonly Problem[]) {
		super(problems.map(({ message }) => message).join('; '));
	}
}

export function parseCase(document: unknown): Case {
	const problems: Problem[] = [];
	const parsed = checkDocument(caseShape, document, problems) as Case;
	if (problems.length > 0) throw new CaseError(problems);
	const aCase = withNothingMissing(parsed);
	problems.push(...contradictions(aCase));
	if (problems.length > 0) throw new CaseError(problems);
	return aCase;
}

/** What is absent is none. A claim without its fields goes on, to be rejected by name. */
function withNothingMissing(aCase: Case): Case {
	const { facts, before } = aCase;
	return {
		...aCase,
		claim: wholeClaim(aCase.claim),
		facts: {
			...facts,
			members: facts.members ?? {},
			providers: facts.providers ?? {},
			contracts: facts.contracts ?? [],
			accumulators: facts.accumulators ?? {},
			history: facts.history ?? [],
		},
		...(before && {
			before: before.map((event) => ('claim' in event ? { claim: wholeClaim(event.claim) } : event)),
		}),
	};
}

const wholeClaim = (claim: Claim): Claim => ({
	...claim,
	diagnoses: claim.diagnoses ?? [],
	lines: claim.lines ?? [],
});

/**
 * A line is decided unit by unit, and looked at beside every line before it: more than these, over all claims of a case,
 * would be no bill but an attack.
 */
const MOST_UNITS = 1_000_000;
/** Every limit of a benefit looks at every unit of its lines. */
const MOST_LIMITED_UNITS = 10_000_000;
const MOST_LINES = 50_000;

function contradictions({ claim, facts, before = [] }: Case): Problem[] {
	const problems: Problem[] = [];
	const claims = [claim, ...before.flatMap((event) => ('claim' in event ? [event.claim] : []))];
	const lines = claims.flatMap((one) => one.lines);
	if (lines.length > MOST_LINES) note(problems, '', 'TOO_MANY_LINES');
	let units = 0;
	let limitedUnits = 0;
	for (const line of lines) {
		const own = line.units ?? 1;
		units += own;
		limitedUnits += own * (benefitOf(facts, line)?.limits?.length ?? 0);
	}
	if (units > MOST_UNITS || limitedUnits > MOST_LIMITED_UNITS) note(problems, '', 'TOO_MANY_UNITS');
	checkClaim(claim, facts, 'claim', problems);
	const known = new Set(facts.history.map((line) => line.claim_id));
	for (const [at, event] of before.entries()) {
		if ('claim' in event) {
			checkClaim(event.claim, facts, `before[${at}].claim`, problems);
			known.add(event.claim.id);
		} else if (!known.has(event.void)) note(problems, `before[${at}].void`, 'UNKNOWN_CLAIM');
	}
	return problems;
}

function checkClaim(claim: Claim, facts: Facts, path: string, problems: Problem[]): void {
	if (claim.replaces !== undefined && claim.replaces === claim.id)
		note(problems, `${path}.replaces`, 'CONTRADICTION');
	const coordinated = claim.lines.filter((line) => !isDailyCash(facts, line));
	const billed = coordinated.reduce((total, line) => total + (line.billed ?? 0), 0);
	if (billed > LARGEST_AMOUNT) note(problems, `${path}.lines`, 'AMOUNT_TOO_LARGE');
	const { primary } = claim;
	if (!primary) return;
	if (primary.lines && primary.claim) note(problems, `${path}.primary`, 'CONTRADICTION');
	if (primary.claim) checkFigures(primary.claim, billed, `${path}.primary.claim`, problems);
	for (const [n, figures] of Object.entries(primary.lines ?? {})) {
		const line = claim.lines.find((candidate) => String(candidate.n) === n);
		if (line) checkFigures(figures, line.billed ?? 0, `${path}.primary.lines.${n}`, problems);
		else note(problems, `${path}.primary.lines.${n}`, 'UNKNOWN_LINE');
	}
}

const benefitOf = ({ plan }: Facts, line: Claim['lines'][number]): Benefit | undefined =>
	own(plan.benefits, line.benefit ?? own(plan.benefit_of, line.code));

const isDailyCash = (facts: Facts, line: Claim['lines'][number]): boolean =>
	benefitOf(facts, line)?.daily_cash !== undefined;

/** Paid and left are within what the primary allowed, that within what it obliges to accept, that within the bill. */
function checkFigures(figures: PrimaryFigures, billed: number, path: string, problems: Problem[]): void {
	const obliged = figures.obliged ?? billed;
	const isSound =
		figures.paid + figures.left <= figures.allowed && figures.allowed <= obliged && obliged <= billed;
	if (!isSound) note(problems, path, 'CONTRADICTION');
}
