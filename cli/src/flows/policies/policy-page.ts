import { renderTable } from '../../table';
import { fundsOf } from './funds';

interface ShownPolicy {
	readonly number: string;
	readonly currency: string;
	readonly from: string;
	readonly to: string | null;
	readonly aso: { readonly amount: string } | null;
	readonly excess: {
		readonly mode: string;
		readonly fund: 'buffer' | 'non_benefit' | null;
		readonly amount: string;
		readonly add_room: boolean;
	} | null;
	readonly classes: readonly {
		readonly class: string;
		readonly from: string;
		readonly plan_id: string;
		readonly room_class: string | null;
	}[];
}

interface ShownEndorsement {
	readonly effective_on: string;
	readonly change: { readonly kind: 'term'; readonly to: string | null } | ClassChange;
}

interface ClassChange {
	readonly kind: 'class';
	readonly class: string;
	readonly plan_id: string;
	readonly room_class?: string | null | undefined;
}

/** A policy on one page, for a person: whose it is, who pays what, its classes, and what was changed of it. */
export function policyPage(
	policy: ShownPolicy,
	group: string,
	endorsements: readonly ShownEndorsement[],
): string {
	const { number, currency, from, to, classes } = policy;
	const changes = endorsements.map(({ effective_on, change }) => [effective_on, changeInWords(change)]);
	return [
		`${number}  ${group}`,
		`from ${from} to ${to ?? 'further notice'}, in ${currency}`,
		...payersOf(policy),
		'',
		renderTable(
			['class', 'from', 'plan', 'room'],
			classes.map((one) => [one.class, one.from, one.plan_id, one.room_class ?? '']),
		),
		...(changes.length > 0 ? ['', renderTable(['from', 'endorsed'], changes)] : []),
	].join('\n');
}

function payersOf({ aso, excess, ...policy }: ShownPolicy): string[] {
	const put = fundsOf({ aso, excess }).map(
		({ fund, credited }) => `${credited} ${policy.currency} were put into the fund ${fund}`,
	);
	return [
		aso ? 'the group pays its claims itself, out of the fund aso' : 'the insurer pays claims',
		...(excess ? [excessInWords(excess)] : []),
		...put,
	];
}

const excessInWords = ({ mode, fund, add_room }: NonNullable<ShownPolicy['excess']>): string =>
	fund === null
		? 'the member owes what is above the limits'
		: `what is above the limits is paid by the fund ${fund}: ${mode.replaceAll('_', ' ')}${add_room ? ', room and board included' : ''}`;

function changeInWords(change: ShownEndorsement['change']): string {
	if (change.kind === 'term') return `the policy ends on ${change.to ?? 'no day yet'}`;
	const room = change.room_class ? `, room ${change.room_class}` : '';
	return `class ${change.class} has plan ${change.plan_id}${room}`;
}
