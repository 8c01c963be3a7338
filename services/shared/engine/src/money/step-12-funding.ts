/** Step 12. Who pays the benefit: the group's ASO balance, or the insurer; and when a fund's holder is told. */
import { type Minor, smaller, subtract, ZERO } from '@claims-askes/kernel/money';
import type { Line } from '../line';
import type { Run } from '../run';
import type { Fund } from './funds';

export function asoBalance(run: Run): Minor {
	const { aso } = run.funds;
	return aso ? run.ledger.at(aso.key).left(aso.amount) : ZERO;
}

/** The claim's discount is that of the contract of the first priced line, at most what the plan pays. */
export function discountClaim(run: Run): void {
	const first = run.lines.find((line) => line.isPriced && !line.isDailyCash);
	const discount = first?.contract?.contract.claim_discount;
	if (discount == null) return;
	let pays = 0;
	for (const line of run.lines) if (line.denial === null && !line.isDailyCash) pays += line.amount;
	run.claimDiscount = smaller(discount, pays as Minor);
}

export function addUp(run: Run): void {
	let benefit = 0;
	let funds = 0;
	for (const line of run.lines) {
		if (line.denial) continue;
		benefit += line.amount;
		funds += line.fundPays;
	}
	run.asoNeeds = (benefit - run.claimDiscount) as Minor;
	run.wouldPay = (run.asoNeeds + funds) as Minor;
}

/** ASO holds the claim's total: the discount comes off the last lines. It pays benefit, not excess. */
export function drawOnAso(run: Run): void {
	if (!run.funds.aso) return;
	const account = run.ledger.at(run.funds.aso.key);
	const discounts = discountsByLine(run);
	let balance = asoBalance(run);
	for (let at = 0; at < run.lines.length; at++) {
		const line = run.lines[at] as Line;
		if (line.denial) continue;
		const net = subtract(line.amount, discounts?.[at] ?? ZERO);
		const drawn = smaller(net, balance);
		balance = subtract(balance, drawn);
		line.asoPays = drawn === net ? line.amount : drawn;
		run.ledger.move(account, line.n, drawn);
	}
}

function discountsByLine(run: Run): Minor[] | null {
	let rest = run.claimDiscount;
	if (rest === ZERO) return null;
	const discounts: Minor[] = new Array(run.lines.length).fill(ZERO);
	for (let at = run.lines.length - 1; at >= 0; at--) {
		const line = run.lines[at] as Line;
		if (line.denial || line.isDailyCash) continue;
		discounts[at] = smaller(line.amount, rest);
		rest = subtract(rest, discounts[at] ?? ZERO);
	}
	return discounts;
}

const ALERT_PERCENTS = [100, 90, 75];

/** One alert a fund: the highest percentage that this claim crossed. */
export function alertOnFunds(run: Run): void {
	const { aso, excess } = run.funds;
	if (aso) alertOn(run, aso);
	if (excess) alertOn(run, excess);
}

function alertOn(run: Run, { name, key, amount }: Fund): void {
	const { before, used: after } = run.ledger.at(key);
	if (after === before) return;
	const crossed = ALERT_PERCENTS.find(
		(percent) => before * 100 < amount * percent && after * 100 >= amount * percent,
	);
	if (crossed !== undefined) run.alerts.push({ fund: name, percent: crossed });
}
