import type { Enrolment } from '@claims-askes/sdk/claim';
import { EnrolmentWriter } from '@claims-askes/sdk/x12';
import type { MemberToLoad, Population } from './population';

/** The members of a population as an 834 in full, subscribers before their dependants. */
export function* membersAs834({ members, policies, plans }: Population): Generator<string> {
	// As if written on the day when the first policy began: the same population gives the same bytes on any day.
	const [first] = policies;
	const writer = new EnrolmentWriter({
		sender: { id: 'GENERATOR' },
		receiver: { id: 'ASKES01' },
		controlNumber: 1,
		at: `${first?.from ?? '2025-01-01'}T12:00`,
		lineEnd: '\n',
	});
	const nameOf = new Map(policies.map(({ number, group_name }) => [number, group_name]));
	const lineOf = new Map(plans.map(({ document }) => [document.id, LINES[document.product ?? ''] ?? 'HLT']));
	const byFamily = [...Map.groupBy(members, ({ subscriber_number }) => subscriber_number).values()];
	for (const member of byFamily.flatMap(subscribersFirst))
		yield writer.write(enrolmentOf(member, nameOf, lineOf));
	yield writer.end();
}

const subscribersFirst = (family: readonly MemberToLoad[]): MemberToLoad[] =>
	[...family].sort((a, b) => Number(a.relationship !== 'employee') - Number(b.relationship !== 'employee'));

/** X12 code list 1205. */
const LINES: Readonly<Record<string, string>> = { dental: 'DEN', vision: 'VIS' };

function enrolmentOf(
	member: MemberToLoad,
	nameOf: ReadonlyMap<string, string>,
	lineOf: ReadonlyMap<string, string>,
): Enrolment {
	const isSubscriber = member.relationship === 'employee';
	return {
		sponsor: {
			name: nameOf.get(member.policy_number) ?? member.policy_number,
			id: member.policy_number,
			id_qualifier: '94',
		},
		insurer: { name: 'CLAIMS-ASKES HEALTH PLAN', id: 'ASKES01', id_qualifier: '94' },
		master_policy: member.policy_number,
		file_action: '4',
		is_subscriber: isSubscriber,
		relationship: isSubscriber ? 'self' : member.relationship,
		maintenance_type: 'audit',
		benefit_status: 'A',
		...(isSubscriber ? { employment_status: 'FT' } : {}),
		subscriber_number: member.subscriber_number,
		group_number: member.policy_number,
		member: {
			last_name: member.family_name.toUpperCase(),
			first_name: member.given_name.toUpperCase(),
			birth_date: member.birth_date,
			sex: SEX[member.sex],
		},
		// REF 23 of the member, which stands before the name.
		identifiers: [{ qualifier: '23', value: member.member_number }],
		coverages: [member.plan_id, ...(member.other_plans ?? [])].map((plan) => ({
			maintenance_type: 'audit',
			insurance_line: lineOf.get(plan) ?? 'HLT',
			plan,
			begin_date: member.from,
			...(member.to ? { end_date: member.to } : {}),
		})),
	};
}

const SEX = { F: 'female', M: 'male', U: 'unknown' } as const;
