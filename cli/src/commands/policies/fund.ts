import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { answered } from '../../flows/answered';
import { claimsWaitingForFunds, fundBalances } from '../../flows/policies/fund-balances';
import { FUNDS, type FundName } from '../../flows/policies/funds';
import { findPolicy } from '../../flows/references';
import { readToken } from '../../flows/sign-in/token-claims';
import { renderTable } from '../../table';

interface Transfer {
	readonly fund: FundName;
	readonly amount: string;
	/** The transfer's own number. */
	readonly reference: string;
}

/** The same for the same transfer, whenever it is sent again; of whatever letters its number has. */
const keyOf = ({ fund, reference }: Transfer): string =>
	new Bun.CryptoHasher('sha256').update(`${fund} ${reference}`).digest('hex');

export default class PoliciesFund extends BaseCommand {
	static override summary = 'show what the funds of a policy hold, or put money into one';
	static override description =
		"Claims that wait because the group's own balance is short, or were cut because another fund was, are decided again by themselves once money comes in. --reference is the transfer's own number: the same transfer is not put in twice, however often the command is repeated.";
	static override examples = [
		'<%= config.bin %> policies fund P-2026-1',
		'<%= config.bin %> policies fund P-2026-1 --top-up 6000000 --fund aso --reference TRF-2026-0042',
	];
	static override args = { policy: Args.string({ required: true, description: 'policy number or id' }) };
	static override flags = {
		'top-up': Flags.string({
			summary: "what is put in, in the policy's currency",
			helpValue: 'AMOUNT',
			dependsOn: ['fund', 'reference'],
		}),
		fund: Flags.option({ options: FUNDS, summary: 'which fund', dependsOn: ['top-up'] })(),
		reference: Flags.string({ summary: "the transfer's own number", dependsOn: ['top-up'] }),
	};

	async run() {
		const { args, flags } = await this.parse(PoliciesFund);
		const { askes, token } = await this.connect();
		// Adjudication tells such a token of no balance of the policy: said before anything is put in.
		const { only = {} } = readToken((await token()) ?? '') ?? {};
		if (Object.keys(only).length > 0)
			throw new Failure('refused', 'FORBIDDEN', 'balances of a policy are not told to a token of one party');
		const policy = await findPolicy(askes, args.policy);
		const waiting = await claimsWaitingForFunds(askes, policy.id);
		const { fund, reference, 'top-up': amount } = flags;
		const credit =
			fund && reference && amount ? await this.credit(policy.id, { fund, amount, reference }) : null;
		const funds = await fundBalances(askes, credit ? await findPolicy(askes, policy.id) : policy);
		this.log(
			funds.length === 0
				? `${policy.number} has no fund`
				: renderTable(
						['fund', 'put in', 'drawn', 'left', ''],
						funds.map((one) => [one.fund, one.credited, one.used, one.left, policy.currency]),
					),
		);
		if (waiting > 0) this.progress(this.waitingInWords(waiting, credit?.fund));
		return { policy_id: policy.id, number: policy.number, currency: policy.currency, funds, waiting, credit };
	}

	private async credit(id: string, body: Transfer) {
		const { askes } = await this.connect();
		const { data } = await askes.policies.POST('/api/v1/policies/{id}/fund-credits', {
			params: { path: { id }, header: { 'Idempotency-Key': keyOf(body) } },
			body,
		});
		const credit = answered(data);
		this.progress(
			`${credit.amount} ${credit.currency} were put into ${credit.fund}, reference ${credit.reference}`,
		);
		return credit;
	}

	private waitingInWords(waiting: number, credited: string | undefined): string {
		const claims = waiting === 1 ? '1 claim waits' : `${waiting} claims wait`;
		return credited === 'aso'
			? `${claims} for this fund, and will be decided again in a moment`
			: `${claims} for the fund aso to be topped up`;
	}
}
