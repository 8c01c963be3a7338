import type { AskesClients } from '@claims-askes/sdk';
import { answered } from '../answered';

export type Terms = Awaited<ReturnType<typeof contractsOn>>[number]['terms'];

interface Provider {
	readonly contracts: readonly { readonly id: string; readonly from: string; readonly to: string | null }[];
}

/** The contracts of a provider that hold on a day, with their terms and the days on which they hold. */
export async function contractsOn({ providers }: AskesClients, { contracts }: Provider, day: string) {
	const holding = contracts.filter(({ from, to }) => from <= day && (to === null || day <= to));
	if (holding.length === 0) return [];
	const { data } = await providers.POST('/api/v1/contracts/batch-get', {
		body: { ids: holding.map(({ id }) => id) },
	});
	const termsOf = new Map(answered(data).map(({ id, terms }) => [id, terms]));
	return holding.flatMap(({ id, from, to }) => {
		const terms = termsOf.get(id);
		// It may end earlier than its terms say.
		return terms ? [{ id, holds_from: from, holds_to: to, terms }] : [];
	});
}
