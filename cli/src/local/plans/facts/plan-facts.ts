import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { benefitFacts } from './benefit-facts';
import { generalFacts } from './general-facts';
import type { PlanFact } from './plan-fact';

/** All that a plan says, in words: of the whole first, then benefit by benefit. A thing said twice is one. */
export function planFacts(document: PlanDocument): PlanFact[] {
	const facts = [
		...generalFacts(document),
		...Object.entries(document.benefits).flatMap(([id, benefit]) => benefitFacts(document, id, benefit)),
	];
	const times = new Map<string, number>();
	return facts.map((fact) => {
		const earlier = times.get(fact.path) ?? 0;
		times.set(fact.path, earlier + 1);
		return earlier === 0 ? fact : { ...fact, path: `${fact.path}#${earlier + 1}` };
	});
}
