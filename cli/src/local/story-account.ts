import { decimalsOf } from '@claims-askes/kernel/currency';
import { add, formatAmount, type Minor, parseAmount, sum, ZERO } from '@claims-askes/kernel/money';
import { type AskesClients, allItems } from '@claims-askes/sdk';
import { renderTable } from '../table';

interface Decision {
	readonly outcome: string;
	readonly currency: string;
	readonly totals: {
		readonly billed: string;
		readonly paid: string;
		readonly member_owes: string;
		readonly provider_writes_off: string;
		readonly other: string;
	};
}

/** What the claims of one outcome and currency came to. */
interface Row {
	readonly outcome: string;
	readonly currency: string;
	claims: number;
	charges: Minor;
	paid: Minor;
	memberOwes: Minor;
	writtenOff: Minor;
	other: Minor;
}

/** A day's account: what was charged, where it went, and whether the books agree. */
export interface Account {
	readonly table: string;
	readonly checks: readonly { readonly says: string; readonly holds: boolean }[];
}

/** The live decisions of a batch's claims; a pended claim is among them, without amounts. */
export async function decisionsOf(askes: AskesClients, batchId: string): Promise<Decision[]> {
	const decisions: Decision[] = [];
	let ids: string[] = [];
	const fetchDecisions = async () => {
		const { data } = await askes.adjudication.POST('/api/v1/decisions/batch-get', { body: { ids } });
		decisions.push(...(data?.data ?? []));
		ids = [];
	};
	for await (const { decision_id } of allItems((cursor) =>
		askes.claims.GET('/api/v1/claims', {
			params: { query: { batch_id: batchId, limit: 500, cursor } },
		}),
	)) {
		if (decision_id) ids.push(decision_id);
		if (ids.length === 1_000) await fetchDecisions();
	}
	if (ids.length > 0) await fetchDecisions();
	return decisions;
}

/** Adds decisions up by outcome and holds the sums against the payment run, its remittances and the ledger. */
export function accountFor(
	decisions: readonly Decision[],
	runTotals: readonly { readonly currency: string; readonly paid: string; readonly transferred: string }[],
	payments: readonly { readonly currency: string; readonly amount: string; readonly remittance: string }[],
	isLedgerBalanced: boolean,
): Account {
	const rows = rowsOf(decisions);
	const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
	const checks = currencies.flatMap((currency) => {
		const decimals = decimalsOf(currency);
		const amount = (text: string) => parseAmount(text, decimals);
		const own = rows.filter((row) => row.currency === currency && row.outcome !== 'pended');
		const charges = sum(own.map((row) => row.charges));
		const accounted = sum(own.map((row) => sum([row.paid, row.memberOwes, row.writtenOff, row.other])));
		const run = runTotals.find((total) => total.currency === currency);
		const transferred = amount(run?.transferred ?? '0');
		const remitted = sum(
			payments
				.filter((payment) => payment.currency === currency)
				.map(({ remittance }) => amount(transferOf(remittance))),
		);
		return [
			{ says: `${currency}: charges = paid + adjustments`, holds: charges === accounted },
			{ says: `${currency}: Σ 835 payments = Σ transfers`, holds: remitted === transferred },
		];
	});
	return {
		table: tableOf(rows),
		checks: [...checks, { says: 'the ledger is balanced', holds: isLedgerBalanced }],
	};
}

function rowsOf(decisions: readonly Decision[]): Row[] {
	const rows = new Map<string, Row>();
	for (const { outcome, currency, totals } of decisions) {
		const key = `${currency} ${outcome}`;
		const row = rows.get(key) ?? {
			outcome,
			currency,
			claims: 0,
			charges: ZERO,
			paid: ZERO,
			memberOwes: ZERO,
			writtenOff: ZERO,
			other: ZERO,
		};
		const amount = (text: string) => parseAmount(text, decimalsOf(currency));
		row.claims++;
		row.charges = add(row.charges, amount(totals.billed));
		row.paid = add(row.paid, amount(totals.paid));
		row.memberOwes = add(row.memberOwes, amount(totals.member_owes));
		row.writtenOff = add(row.writtenOff, amount(totals.provider_writes_off));
		row.other = add(row.other, amount(totals.other));
		rows.set(key, row);
	}
	return [...rows.values()].sort((a, b) =>
		`${a.currency}${a.outcome}` < `${b.currency}${b.outcome}` ? -1 : 1,
	);
}

/** BPR02 of an 835, the amount transferred. */
const transferOf = (remittance: string): string =>
	/(?:^|~\s*)BPR\*[^*]*\*([^*]+)/.exec(remittance)?.[1] ?? '0';

function tableOf(rows: readonly Row[]): string {
	return renderTable(
		['outcome', 'currency', 'claims', 'charges', 'plan pays', 'member owes', 'written off', 'other'],
		rows.map(({ outcome, currency, claims, ...amounts }) => [
			outcome.replace('_', ' '),
			currency,
			String(claims),
			...[amounts.charges, amounts.paid, amounts.memberOwes, amounts.writtenOff, amounts.other].map(
				(amount) =>
					outcome === 'pended' && amount !== amounts.charges
						? ''
						: formatAmount(amount, decimalsOf(currency)),
			),
		]),
	);
}
