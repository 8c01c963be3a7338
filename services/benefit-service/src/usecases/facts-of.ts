import type { PlanFacts } from '@claims-askes/contracts/plan-document';
import { heldVersions, type Plan } from '../domain/plan';

/** A plan as others know it, with the days on which each version holds. */
export function factsOf({ id, name, currency, product, versions }: Plan): PlanFacts {
	const held = heldVersions(versions);
	const isHeld = new Set(held.map((version) => version.id));
	return {
		...{ id, name, currency, product },
		versions: held.map((version) => ({
			id: version.id,
			plan_id: id,
			version: String(version.number),
			effective_from: version.effective_from,
			effective_to: version.effective_to,
		})),
		superseded: versions.flatMap((version) => (isHeld.has(version.id) ? [] : version.id)),
	};
}
