import { isCalendarDate } from '@claims-askes/kernel/calendar-date';
import type { AskesClients } from '@claims-askes/sdk';
import { Flags } from '@oclif/core';
import { dayFlag } from '../../day-flag';
import { Failure } from '../../failure';
import { findGroup, findPolicy, idOf } from '../references';

/** A person without a file: what everybody has. What else there is to say of somebody is said in a file. */
export const enrolmentFlags = {
	number: Flags.string({ summary: 'the member number, which is new' }),
	subscriber: Flags.string({ summary: "of a dependant: the family's number" }),
	group: Flags.string({ summary: 'of an employee: the group, by number or id' }),
	relationship: Flags.option({
		options: ['employee', 'spouse', 'child'] as const,
		summary: 'to the one who holds the policy',
	})(),
	'given-name': Flags.string({ summary: 'the given name' }),
	'family-name': Flags.string({ summary: 'the family name' }),
	'birth-date': dayFlag({ summary: 'the day of birth' }),
	sex: Flags.option({ options: ['F', 'M', 'U'] as const, summary: 'as the employer says' })(),
	coverage: Flags.string({
		multiple: true,
		helpValue: 'POLICY:PLAN:FROM[:TO]',
		summary:
			'what the member is covered by, as P-1:GOLD:2026-01-01; may be repeated, as for several products',
	}),
};

export interface EnrolmentFlags {
	readonly number?: string | undefined;
	readonly subscriber?: string | undefined;
	readonly group?: string | undefined;
	readonly relationship?: 'employee' | 'spouse' | 'child' | undefined;
	readonly 'given-name'?: string | undefined;
	readonly 'family-name'?: string | undefined;
	readonly 'birth-date'?: string | undefined;
	readonly sex?: 'F' | 'M' | 'U' | undefined;
	readonly coverage?: readonly string[] | undefined;
}

export const isSaid = (flags: EnrolmentFlags): boolean =>
	Object.keys(enrolmentFlags).some((name) => flags[name as keyof EnrolmentFlags] !== undefined);

/** The enrolment that flags speak of, in the words of the API; what is missing in it the service says. */
export async function enrolmentOf(askes: AskesClients, flags: EnrolmentFlags) {
	const coverages = (flags.coverage ?? []).map(readCoverage);
	const ids = new Map<string, string>();
	for (const { policy } of coverages)
		if (!ids.has(policy)) ids.set(policy, (await findPolicy(askes, policy)).id);
	const said = {
		member_number: flags.number,
		subscriber_number: flags.subscriber,
		group_id: await idOf(flags.group, (group) => findGroup(askes, group)),
		relationship: flags.relationship,
		given_name: flags['given-name'],
		family_name: flags['family-name'],
		birth_date: flags['birth-date'],
		sex: flags.sex,
		coverages: coverages.map(({ policy, ...coverage }) => ({ policy_id: ids.get(policy), ...coverage })),
	};
	return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** `P-1:GOLD:2026-01-01:2026-12-31`; the number of a policy may have colons of its own. */
function readCoverage(text: string) {
	const [, policy, plan_id, from, to] =
		/^(.+?):([^:]+):(\d{4}-\d\d-\d\d)(?::(\d{4}-\d\d-\d\d))?$/.exec(text) ?? [];
	const isRead = policy && plan_id && isCalendarDate(from) && (to === undefined || isCalendarDate(to));
	if (isRead) return { policy, plan_id, from, ...(to && { to }) };
	throw new Failure(
		'unusable',
		'COVERAGE_MALFORMED',
		`a coverage is POLICY:PLAN:FROM[:TO], as P-1:GOLD:2026-01-01, and not "${text}"`,
	);
}
