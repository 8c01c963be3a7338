/** Step 11. Excess: what limits and pools left to the member, as far as the policy has one fund that pays it. */
import { add, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Denial, Line } from '../line';
import type { Run } from '../run';
import { traceStep } from '../trace';
import type { Adjustment, ExcessHandling, ExcessMode } from '../types';
import type { Funds } from './funds';
import { priceOfLine } from './price-of-line';
import { priceLine } from './step-01-price';
import { coordinate } from './step-10-coordination';

type ExcessFund = NonNullable<Funds['excess']>;

/** The fund pays what it can of the line's excess; a line of which it pays anything is paid, also a denied one. */
export function payExcess(run: Run, line: Line): void {
	const fund = run.funds.excess;
	if (!fund || line.isDailyCash) return;
	const isOurs = (adjustment: Adjustment) => isExcess(adjustment, fund.terms);
	if (!line.denial) draw(run, line, fund, isOurs);
	else if (line.denial.isAfterPricing) revive(run, line, fund, isOurs);
	else if (isDeniedIntoExcess(line.denial, fund.terms.mode)) reviveUnpriced(run, line, fund, line.denial);
}

/** What 4 and 9 left; of step 3 the class upgrade, where the policy adds it, and never in the last mode. */
function isExcess({ group, rule, carc }: Adjustment, { mode, add_room }: ExcessHandling): boolean {
	if (group !== 'PR') return false;
	if (rule === 'S4' || rule === 'S9') return true;
	return rule === 'S3' && carc === '78' && add_room === true && mode !== 'except_exclusions_and_non_medical';
}

/** Under `any_cause` what rules 17 and 26 deny is excess too, under `except_exclusions` what 26 denies. */
function isDeniedIntoExcess({ rule }: Denial, mode: ExcessMode): boolean {
	if (rule === 'R17') return mode === 'any_cause';
	return rule === 'R26' && (mode === 'any_cause' || mode === 'except_exclusions');
}

const CARCS: readonly string[] = [];

function draw(run: Run, line: Line, fund: ExcessFund, isOurs: (adjustment: Adjustment) => boolean): void {
	if (!line.adjustments.some(isOurs)) return;
	const account = run.ledger.at(fund.key);
	let left = account.left(fund.amount);
	let paid = ZERO;
	line.adjustments = line.adjustments.flatMap((adjustment) => {
		if (!isOurs(adjustment)) return [adjustment];
		const part = smaller(adjustment.amount, left);
		left = subtract(left, part);
		paid = add(paid, part);
		if (part < adjustment.amount) run.ledger.lack(account, fund.amount);
		return part === adjustment.amount ? [] : [{ ...adjustment, amount: subtract(adjustment.amount, part) }];
	});
	line.fund = fund.name;
	line.fundPays = paid;
	run.ledger.move(account, line.n, paid);
	traceStep(run, 'S11', line, line.amount, CARCS, { fund: fund.name, pays: paid });
}

/** If the fund pays nothing, the denial stands whole. */
function revive(
	run: Run,
	line: Line,
	fund: ExcessFund,
	isOurs: (adjustment: Adjustment) => boolean,
): boolean {
	const { adjustments, allowed, amount } = line;
	coordinate(run, line);
	draw(run, line, fund, isOurs);
	if (line.fundPays > ZERO) {
		line.denial = null;
		return true;
	}
	line.adjustments = adjustments;
	line.allowed = allowed;
	line.amount = amount;
	return false;
}

/** The line is priced by step 1 alone, and its allowed amount is the member's under the rule's code. */
function reviveUnpriced(run: Run, line: Line, fund: ExcessFund, denial: Denial): void {
	line.price ??= priceOfLine(run, line);
	if (!line.price || line.price.kind === 'case_rate') return;
	priceLine(run, line);
	const before = line.amount;
	line.cut('PR', denial.carc, before, denial.rule, denial.remarks);
	traceStep(run, denial.rule, line, before, [denial.carc]);
	if (revive(run, line, fund, (adjustment) => adjustment.rule === denial.rule)) return;
	line.adjustments = [];
	line.allowed = ZERO;
	line.amount = ZERO;
}
