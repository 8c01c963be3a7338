import { renderTable } from '../../table';
import { termsInWords } from './contract-page';
import type { contractsOn } from './contract-terms';

interface ShownProvider {
	readonly name: string;
	readonly kind: string;
	readonly npi: string | null;
	readonly tax_id: string | null;
	readonly status: string;
	readonly licence_to: string | null;
	readonly specialties: readonly string[];
	readonly channels: readonly string[];
	readonly contracts: readonly {
		readonly id: string;
		readonly currency: string;
		readonly from: string;
		readonly to: string | null;
	}[];
}

/** A provider on one page, for a person: who it is, its contracts, and what those that hold on the day say. */
export function providerPage(
	provider: ShownProvider,
	inForce: Awaited<ReturnType<typeof contractsOn>>,
	date: string,
): string {
	const { name, kind, npi, tax_id, status, licence_to, specialties, channels, contracts } = provider;
	const holds = new Set(inForce.map(({ id }) => id));
	return [
		`${name}, ${kind}, ${status}`,
		[npi ? `NPI ${npi}` : '', tax_id ? `tax id ${tax_id}` : ''].filter(Boolean).join(', '),
		...(licence_to ? [`licensed to ${licence_to}`] : []),
		...(specialties.length > 0 ? [`specialties ${specialties.join(', ')}`] : []),
		...(channels.length > 0 ? [channels.join(' and ')] : []),
		'',
		contracts.length === 0
			? 'It has no contract.'
			: renderTable(
					['contract', 'from', 'to', '', date],
					contracts.map(({ id, from, to, currency }) => [
						id,
						from,
						to ?? '',
						currency,
						holds.has(id) ? 'holds' : '',
					]),
				),
		...inForce.flatMap(({ id, terms }) => [
			'',
			`contract ${id}: ${Object.keys(terms.prices).length} codes have a price in ${terms.currency}`,
			...termsInWords(terms),
		]),
	].join('\n');
}
