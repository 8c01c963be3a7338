import { isWithin } from '@claims-askes/kernel/calendar-date';
import type { Line } from '../line';
import { isOtherPrimary } from '../money/order-of-benefits';
import type { Run } from '../run';
import type { Rule } from './rule';

export const primaryPayerHasDecided: Rule = {
	number: 27,
	id: 'R27',
	name: 'Where another payer is primary, its decision is here',
	citation: 'ADJUDICATION 2, rule 27, and 3.1 step 10; X12 CARC 22',
	carcs: ['22'],
	group: 'OA',
	effect: 'pend',
	authority: 3,
	isIdle: ({ member }) => !member?.other_coverage,
	check(run, line) {
		if (line.isDailyCash || !isSecondary(run, line)) return undefined;
		return hasFigures(run, line) ? undefined : { carc: '22' };
	},
	saw: (run, line) => ({ other_coverage: run.member?.other_coverage, secondary: isSecondary(run, line) }),
};

function isSecondary({ member }: Run, line: Line): boolean {
	const other = member?.other_coverage;
	return member !== undefined && other != null && isWithin(other, line.from) && isOtherPrimary(member);
}

function hasFigures({ claim }: Run, line: Line): boolean {
	return claim.primary?.claim != null || claim.primary?.lines?.[line.n] != null;
}
