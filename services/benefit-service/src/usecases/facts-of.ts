import type { PlanFacts } from '@claims-askes/contracts/plan-document';
import { heldVersions, type Plan } from '../domain/plan';

/** A plan as others know it, with the days on which each version holds. */
export const factsOf = ({ id, name, currency, versions }: Plan): PlanFacts => ({
	id,
	name,
	currency,
	versions: heldVersions(versions).map((held) => ({
		id: held.id,
		plan_id: id,
		version: String(held.number),
		effective_from: held.effective_from,
		effective_to: held.effective_to,
	})),
});
