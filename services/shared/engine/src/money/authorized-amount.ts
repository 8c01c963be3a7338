/** Rule 24 on amounts: what an authorization has left is paid, the rest is the provider's. */
import { add, lessAtMost, subtract, ZERO } from '@claims-askes/kernel/money';
import { applyFinding, effectOf } from '../findings';
import type { Line } from '../line';
import { oncePer } from '../once-per';
import { authorization as rule } from '../rules/24-authorization';
import type { Run } from '../run';
import { traceStep } from '../trace';
import type { Authorization } from '../types';

const CARCS = ['198'];
const EXCEEDED = { carc: '198' } as const;

export function keepWithinAuthorization(run: Run, line: Line): void {
	const { authorization } = line;
	if (authorization?.amount == null) return;
	const left = run.ledger.at(keyOf(authorization)).left(authorization.amount);
	if (line.amount <= left) return;
	const isCutting = effectOf(run, rule) === 'deny';
	if (!isCutting || left === ZERO) {
		applyFinding(run, rule, line, EXCEEDED);
		return;
	}
	const before = line.amount;
	line.cut('CO', '198', subtract(before, left), 'R24');
	traceStep(run, 'R24', line, before, CARCS, { authorization: authorization.id, left });
}

/** It is used by what the inner limit passed, less what pools cut and coordination saved. */
export function useAuthorization(run: Run, line: Line): void {
	if (!line.authorization) return;
	const used = lessAtMost(line.covered, add(line.poolCut, line.saved));
	run.ledger.move(run.ledger.at(keyOf(line.authorization)), line.n, used);
}

const keyOf = oncePer(({ id }: Authorization): string => `auth:${id}`);
