import { renderTable } from '../../table';
import { fullName, type PartyNames } from '../names-of-parties';

interface ShownMember {
	readonly member_number: string;
	readonly subscriber_number: string;
	readonly group_id: string;
	readonly relationship: string;
	readonly given_name: string;
	readonly family_name: string;
	readonly birth_date: string;
	readonly death_date: string | null;
	readonly sex: string;
	readonly status: string;
	readonly is_disabled: boolean;
	readonly is_student: boolean;
	readonly coverages: readonly {
		readonly policy_id: string;
		readonly plan_id: string;
		readonly product: string | null;
		readonly from: string;
		readonly to: string | null;
	}[];
}

/** A member on one page, for a person: who it is, of whose family and group, and what they are covered by. */
export function memberPage(member: ShownMember, names: PartyNames): string {
	const { member_number, subscriber_number, group_id, relationship, coverages } = member;
	const death = member.death_date ? `, died on ${member.death_date}` : '';
	const facts = [
		member.status,
		...(member.is_disabled ? ['disabled'] : []),
		...(member.is_student ? ['student'] : []),
	];
	return [
		`${member_number}  ${fullName(member)}`,
		`born on ${member.birth_date}${death}, ${member.sex}, ${facts.join(', ')}`,
		`${relationship} of family ${subscriber_number}, group ${names.get(group_id) ?? group_id}`,
		'',
		renderTable(
			['product', 'plan', 'policy', 'from', 'to'],
			coverages.map(({ product, plan_id, policy_id, from, to }) => [
				product ?? '',
				plan_id,
				names.get(policy_id) ?? policy_id,
				from,
				to ?? '',
			]),
		),
	].join('\n');
}
