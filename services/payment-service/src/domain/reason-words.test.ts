import { expect, test } from 'bun:test';
import { RULES } from '@claims-askes/engine';
import { reasonInWords } from './reason-words';

test.each(RULES.flatMap(({ id, carcs }) => carcs.map((carc) => [id, carc] as const)))(
	'a member is told in words what %s finds (CARC %s)',
	(_, carc) => {
		expect(reasonInWords(carc)).not.toContain(carc);
	},
);
