import { expect, test } from 'bun:test';
import { PlanDocument } from '@claims-askes/contracts/plan-document';
import { maySwitch } from '@claims-askes/engine/plan-index';

test('a plan may switch exactly those rules that the engine lets be switched', () => {
	for (let rule = 0; rule <= 40; rule++) {
		for (const effect of ['deny', 'pend', 'warn', 'off'] as const) {
			const document = { id: 'A', name: 'A', currency: 'USD', benefits: {}, rules: { [rule]: effect } };
			const isAccepted = PlanDocument.safeParse(document).success;
			expect({ rule, effect, isAccepted }).toEqual({ rule, effect, isAccepted: maySwitch(rule, effect) });
		}
	}
});
