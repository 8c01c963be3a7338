import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command';
import { dayFlag } from './day-flag';
import { Failure } from './failure';
import { answered } from './flows/answered';
import { findAuthorization } from './flows/references';

export const authorizationArgs = {
	authorization: Args.string({ required: true, description: 'its number or id' }),
};

/** What may be granted otherwise than it was asked for, or granted before. */
export const grantFlags = {
	from: dayFlag({ summary: 'the first day' }),
	to: dayFlag({ summary: 'the last day' }),
	benefit: Flags.string({ multiple: true, summary: 'a benefit, in place of those before; may be repeated' }),
	amount: Flags.string({ summary: 'the most that claims may draw', exclusive: ['no-limit'] }),
	'no-limit': Flags.boolean({ summary: 'claims may draw without a limit' }),
};

interface GrantFlags {
	readonly from?: string | undefined;
	readonly to?: string | undefined;
	readonly benefit?: string[] | undefined;
	readonly amount?: string | undefined;
	readonly 'no-limit'?: boolean;
}

type Decision =
	| ({ readonly decision: 'approve' | 'extend' } & Grant)
	| { readonly decision: 'deny'; readonly reason: string };

interface Grant {
	readonly from?: string;
	readonly to?: string;
	readonly benefits?: string[];
	readonly amount?: string | null;
}

export const grantOf = ({ from, to, benefit, amount, ...flags }: GrantFlags): Grant => ({
	...(from && { from }),
	...(to && { to }),
	...(benefit && { benefits: benefit }),
	...(amount && { amount }),
	...(flags['no-limit'] && { amount: null }),
});

/** What a person decides about an authorization. */
export abstract class DecisionCommand extends BaseCommand {
	protected async decide(reference: string, decision: Decision) {
		if (decision.decision === 'extend' && Object.keys(decision).length === 1)
			throw new Failure('unusable', 'NOTHING_EXTENDED', 'say what is extended: --to, --amount, --benefit');
		const { askes } = await this.connect();
		const { id } = await findAuthorization(askes, reference);
		const { data } = await askes.authorizations.POST('/api/v1/authorizations/{id}/decisions', {
			params: { path: { id } },
			body: decision,
		});
		const decided = answered(data);
		const { number, status, from, to, amount, currency } = decided;
		this.log(
			status === 'approved'
				? `${number} ${status} from ${from} to ${to}, ${amount === null ? 'without a limit' : `up to ${amount} ${currency}`}`
				: `${number} ${status}`,
		);
		return decided;
	}
}
