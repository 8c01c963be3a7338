import { RULES } from '@claims-askes/engine';

/** The registry as it is published: what a rule is, and not how it works. */
export const listRules = () =>
	RULES.map(({ id, number, name, citation, carcs, group, effect, authority }) => ({
		id,
		number,
		name,
		citation,
		carcs,
		group,
		effect,
		authority,
	}));
