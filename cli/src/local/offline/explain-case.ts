import {
	type Adjustment,
	type Case,
	type CaseResult,
	type LineDecision,
	type Minor,
	nameOfStep,
	type TraceEntry,
	withLimitRules,
} from '@claims-askes/engine';
import { formatAmount, ZERO } from '@claims-askes/kernel/money';
import type {
	ExplainedAdjustment,
	ExplainedLine,
	ExplainedStep,
	Explanation,
} from '../../flows/explanation/explanation';
import { isCount } from '../../flows/explanation/movement-words';

type Write = (amount: Minor) => string;

const NO_VERSIONS = { engine: '', plan: '', contracts: [], codes: '' };

/** A case decided offline, told as adjudication-service tells of a stored claim. */
export function explainCase({ claim, facts }: Case, { decision, seen }: CaseResult): Explanation {
	const write: Write = (amount) => formatAmount(amount, facts.currency.decimals);
	const { totals, movements, trace } = decision;
	const counted = (key: string, amount: Minor) => (isCount(key) ? String(amount) : write(amount));
	const used = new Map([...movements.map(({ key }) => [key, ZERO] as const), ...seen]);
	return {
		decision: {
			claim_number: decision.claim_id,
			outcome: decision.outcome,
			currency: facts.currency.code,
			totals: {
				billed: write(totals.billed),
				allowed: write(totals.allowed),
				paid: write(totals.paid),
				member_owes: write(totals.member_owes),
				provider_writes_off: write(totals.provider_writes_off),
				other: write(totals.other),
			},
			adjustments: decision.adjustments.map((adjustment) => adjusted(adjustment, write)),
			lines: decision.lines.map((line) => explainedLine(claim, line, write)),
			alerts: decision.alerts,
		},
		versions: trace?.versions ?? NO_VERSIONS,
		steps: trace ? withLimitRules(trace.entries).map((entry) => explainedStep(entry, write)) : [],
		movements: movements.map(({ key, line, amount }) => ({
			key,
			line,
			amount: counted(key, amount),
		})),
		balances: Array.from(used, ([key, before]) => ({ key, used: counted(key, before) })),
	};
}

function explainedLine(claim: Case['claim'], line: LineDecision, write: Write): ExplainedLine {
	const source = claim.lines.find(({ n }) => n === line.n);
	return {
		number: line.n,
		outcome: line.outcome,
		procedure_code: source?.code ?? '',
		service_date: source?.from ?? '',
		units: source?.units ?? 1,
		benefit: line.benefit,
		billed: write(line.billed),
		allowed: write(line.allowed),
		paid: write(line.paid),
		member_owes: write(line.member_owes),
		adjustments: line.adjustments.map((adjustment) => adjusted(adjustment, write)),
		funding: Object.fromEntries(Object.entries(line.funding).map(([fund, amount]) => [fund, write(amount)])),
		denial: line.denial ?? null,
		pends: line.pends ?? [],
		warnings: line.warnings ?? [],
	};
}

const adjusted = ({ group, carc, amount, rule }: Adjustment, write: Write): ExplainedAdjustment => ({
	group,
	carc,
	amount: write(amount),
	rule,
});

const explainedStep = (entry: TraceEntry, write: Write): ExplainedStep => ({
	...entry,
	name: nameOfStep(entry.rule),
	// A step that looks at the claim as a whole tells a list.
	saw: Array.isArray(entry.saw) ? { found: entry.saw } : (entry.saw as Record<string, unknown> | null),
	before: entry.before === null ? null : write(entry.before),
	after: entry.after === null ? null : write(entry.after),
});
