/** Step 12. Who pays the benefit: the group's ASO balance, or the insurer; and when a fund's holder is told. */
import { type Minor, smaller, subtract, sum, ZERO } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import type { FundName } from '../types';
import { excessFund } from './step-11-excess';

const asoKey = (run: Run): string => `fund:aso|policy:${run.facts.policy?.id}`;

export function asoBalance(run: Run): Minor {
	return run.ledger.left(asoKey(run), run.facts.policy?.aso?.amount ?? ZERO);
}

/** The claim's discount is that of the contract of the first priced line, at most what the plan pays. */
export function discountClaim(run: Run, priced: readonly Line[]): void {
	const ordinary = priced.filter((line) => !line.isDailyCash);
	const discount = ordinary[0]?.contract?.contract.claim_discount ?? ZERO;
	run.claimDiscount = smaller(discount, sum(ordinary.filter(isPaying).map((line) => line.amount)));
}

export function addUp(run: Run): void {
	const paying = run.lines.filter(isPaying);
	run.asoNeeds = subtract(sum(paying.map((line) => line.amount)), run.claimDiscount);
	run.wouldPay = (run.asoNeeds + sum(paying.map((line) => line.fundPays))) as Minor;
}

const isPaying = (line: Line): boolean => line.denial === null;

/** ASO holds the claim's total: the discount comes off the last lines. It pays benefit, not excess. */
export function drawOnAso(run: Run): void {
	if (!run.facts.policy?.aso) return;
	const paying = run.lines.filter(isPaying);
	let discount = run.claimDiscount;
	const nets = new Map<Line, Minor>();
	for (const line of paying.toReversed()) {
		const off = line.isDailyCash ? ZERO : smaller(line.amount, discount);
		discount = subtract(discount, off);
		nets.set(line, subtract(line.amount, off));
	}
	let balance = asoBalance(run);
	for (const line of paying) {
		const net = nets.get(line) ?? ZERO;
		const drawn = smaller(net, balance);
		balance = subtract(balance, drawn);
		line.asoPays = drawn === net ? line.amount : drawn;
		run.ledger.move(asoKey(run), line.n, drawn);
	}
}

const ALERT_PERCENTS = [100, 90, 75];

/** One alert a fund: the highest percentage that this claim crossed. */
export function alertOnFunds(run: Run): void {
	const { policy, accumulators } = run.facts;
	const alert = (fund: FundName, key: string, amount: Minor) => {
		const before = accumulators[key] ?? ZERO;
		const after = run.ledger.used(key);
		const crossed = ALERT_PERCENTS.find(
			(percent) => before * 100 < amount * percent && after * 100 >= amount * percent,
		);
		if (crossed !== undefined) run.alerts.push({ fund, percent: crossed });
	};
	if (policy?.aso) alert('aso', asoKey(run), policy.aso.amount);
	const fund = excessFund(run);
	if (fund) alert(fund.name, fund.key, fund.amount);
}
