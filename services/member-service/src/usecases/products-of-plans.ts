import type { Call } from '@claims-askes/chassis/http/caller';
import { inParts } from '@claims-askes/chassis/peers/in-parts';
import { whole } from '@claims-askes/chassis/peers/part';
import type { WantedCoverage } from '../domain/coverage';
import type { Deps } from './deps';

/** The product of each of these plans that is published: it keeps it for ever, so that whoever is covered by it may, too. */
export type PlanProducts = ReadonlyMap<string, string | null>;

export async function productsOf(
	{ platform }: Deps,
	plans: readonly string[],
	call: Call,
): Promise<PlanProducts> {
	const { benefits } = platform.peers.during(call);
	const found = await inParts([...new Set(plans)], (part) =>
		whole(benefits.POST('/api/v1/plans/batch-get', { body: { ids: part } })),
	);
	const published = found.filter(({ versions, superseded }) => versions.length + superseded.length > 0);
	return new Map(published.map(({ id, product }) => [id, product]));
}

/** A coverage as a caller asks for it, who cannot know the product better than the plan does. */
export type CoverageAskedFor = Omit<WantedCoverage, 'product'>;

export const ofProduct = (coverage: CoverageAskedFor, products: PlanProducts): WantedCoverage => ({
	...coverage,
	product: products.get(coverage.plan_id),
});
