import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { renderTable } from '../table';
import { momentOf } from './moment';

interface ShownClaim {
	readonly claim_number: string;
	readonly status: string;
	readonly currency: string;
	readonly total_charge: string;
	readonly paid: string | null;
	readonly submitter_claim_id: string;
	readonly received_on: string;
	readonly content: unknown;
	readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

interface Move {
	readonly at: string;
	readonly to: string;
	readonly reason: string | null;
}

/** A claim on one page, for a person: what it asks for, where it stands, and how it came there. */
export function claimPage(claim: ShownClaim, history: readonly Move[]): string {
	const { lines, billing_provider: provider } = claim.content as CanonicalClaim;
	const name = provider.name ?? [provider.first_name, provider.last_name].filter(Boolean).join(' ');
	const services = renderTable(
		['line', 'service', 'code', 'units', 'charge'],
		lines.map((line) => [
			String(line.number),
			line.service_date ?? '',
			[line.procedure_code ?? line.revenue_code ?? '', ...line.modifiers].join(' '),
			String(line.units),
			inPrecisionOf(claim.currency, line.charge),
		]),
	);
	return [
		`${claim.claim_number}  ${claim.status}`,
		`charge ${claim.total_charge} ${claim.currency}${claim.paid === null ? '' : `, paid ${claim.paid}`}`,
		`from ${name || 'unknown'}, their number ${claim.submitter_claim_id}, received ${claim.received_on}`,
		'',
		services,
		'',
		...history.map(({ at, to, reason }) => `${momentOf(at)}  ${to}${reason ? `: ${reason}` : ''}`),
		...claim.warnings.map(({ field, message }) => `warning: ${field}: ${message}`),
	].join('\n');
}

/** The submitter's amounts as those beside them: 255000.00 in rupiahs is 255000. */
const inPrecisionOf = (currency: string, amount: string): string =>
	formatAmount(parseAmount(amount, decimalsOf(currency)), decimalsOf(currency));
