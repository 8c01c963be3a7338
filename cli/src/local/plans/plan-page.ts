import type { PlanDocument } from '@claims-askes/contracts/plan-document';
import { inWords, withUnit } from './facts/plan-fact';
import { planFacts } from './facts/plan-facts';

/** A plan as a person reads it: everything that it says, by benefit. The codes of a benefit share a line. */
export function planPage(document: PlanDocument): string {
	const facts = planFacts(document);
	const sections = [null, ...Object.keys(document.benefits)].map((id) => {
		const own = facts.filter(({ benefit }) => benefit === id);
		const codes = own.filter(({ path }) => path.startsWith('benefit_of.')).map(({ what }) => what.slice(5));
		const lines = own
			.filter(({ path }) => !path.startsWith('benefit_of.'))
			.map(({ what, value, sentence }) => `  ${sentence ?? (value ? `${what}: ${withUnit(value)}` : what)}`);
		const title = id === null ? `${document.name} (${document.id})` : inWords(id);
		return [title, ...lines, ...(codes.length > 0 ? [`  codes: ${codes.join(', ')}`] : [])].join('\n');
	});
	return sections.join('\n\n');
}
