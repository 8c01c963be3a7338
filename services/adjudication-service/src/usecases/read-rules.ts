import { RULES } from '@claims-askes/engine';

export const listRules = () =>
	RULES.map(({ id, number, name, citation, carcs, group, effect, authority }) => ({
		...{ id, number, name, citation, carcs: [...carcs], group, effect, authority },
	}));
