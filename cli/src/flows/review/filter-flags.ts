import { Flags } from '@oclif/core';
import { Failure } from '../../failure';
import type { QueueFilter } from './review-desk';
import { REVIEW_KINDS, REVIEW_STATUSES } from './review-item';

const FILTER = { helpGroup: 'WHICH' };

/** How commands say which items of the queue they mean. */
export const filterFlags = {
	status: Flags.option({
		...FILTER,
		options: REVIEW_STATUSES,
		default: 'open',
		summary: 'items that stand so',
	})(),
	kind: Flags.option({
		...FILTER,
		options: REVIEW_KINDS,
		summary:
			'that wait by themselves, because a person wants them decided otherwise, or because of an appeal',
	})(),
	rule: Flags.string({ ...FILTER, summary: 'that wait because of this rule, as R31' }),
	'waits-for': Flags.string({ ...FILTER, summary: 'that wait for this reason, a CARC as 133' }),
	currency: Flags.string({ ...FILTER, summary: 'in this currency' }),
	'billed-from': Flags.string({ ...FILTER, summary: 'that bill at least so much', dependsOn: ['currency'] }),
	'billed-to': Flags.string({ ...FILTER, summary: 'that bill at most so much', dependsOn: ['currency'] }),
	'older-than': Flags.integer({ ...FILTER, min: 0, summary: 'that have waited so many days' }),
	'group-id': Flags.string({ ...FILTER, summary: 'whose members are of this group' }),
	'policy-id': Flags.string({ ...FILTER, summary: 'decided under this policy' }),
	'provider-id': Flags.string({ ...FILTER, summary: 'of this provider' }),
	assigned: Flags.string({ ...FILTER, summary: 'given to this person', exclusive: ['unassigned'] }),
	unassigned: Flags.boolean({ ...FILTER, summary: 'given to nobody' }),
	'within-level': Flags.integer({
		...FILTER,
		min: 1,
		max: 5,
		summary: 'that a person of this authority may release',
	}),
};

export interface FilterFlags {
	readonly status: NonNullable<QueueFilter['status']>;
	readonly kind?: QueueFilter['kind'] | undefined;
	readonly rule?: string | undefined;
	readonly 'waits-for'?: string | undefined;
	readonly currency?: string | undefined;
	readonly 'billed-from'?: string | undefined;
	readonly 'billed-to'?: string | undefined;
	readonly 'older-than'?: number | undefined;
	readonly 'group-id'?: string | undefined;
	readonly 'policy-id'?: string | undefined;
	readonly 'provider-id'?: string | undefined;
	readonly assigned?: string | undefined;
	readonly unassigned?: boolean;
	readonly 'within-level'?: number | undefined;
}

const DAY_MS = 24 * 60 * 60_000;

export function filterOf(flags: FilterFlags, now: Date): QueueFilter {
	const olderThan = flags['older-than'];
	const assignedTo = flags.unassigned ? '' : flags.assigned;
	const wanted = {
		status: flags.status,
		kind: flags.kind,
		rule: flags.rule,
		carc: flags['waits-for'],
		currency: flags.currency,
		billed_from: flags['billed-from'],
		billed_to: flags['billed-to'],
		opened_before:
			olderThan === undefined ? undefined : new Date(now.getTime() - olderThan * DAY_MS).toISOString(),
		group_id: flags['group-id'],
		policy_id: flags['policy-id'],
		provider_id: flags['provider-id'],
		assigned_to: assignedTo,
		within_authority: flags['within-level'],
	};
	const said = Object.entries(wanted).filter(([, value]) => value !== undefined);
	return Object.fromEntries(said) as unknown as QueueFilter;
}

/** `1=90.00`: what is allowed for line 1. */
export function readPrice(text: string): { line: number; allowed: string } {
	const [, line, allowed] = /^(\d{1,4})=(\d+(?:\.\d+)?)$/.exec(text) ?? [];
	if (line === undefined || allowed === undefined)
		throw new Failure('unusable', 'PRICE_MALFORMED', `a price is LINE=AMOUNT, as 1=90.00, and not "${text}"`);
	return { line: Number(line), allowed };
}
