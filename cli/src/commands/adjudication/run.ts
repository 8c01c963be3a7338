import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { dayFlag } from '../../day-flag';
import { Failure } from '../../failure';
import { netInWords } from '../../flows/net-in-words';
import { claimIdsOf, runRecalculation } from '../../flows/run-recalculation';

const WHICH = ['claim', 'member', 'family', 'provider', 'policy', 'plan'];
/** One of them, and no other. */
const one = (name: string, summary: string) =>
	Flags.string({ summary, exclusive: WHICH.filter((other) => other !== name) });

export default class AdjudicationRun extends BaseCommand {
	static override summary = 'decide claims again with the facts of now';
	static override description =
		'With the claims that are named their families are decided again, from the start of the plan year and in the order of their dates. What comes out the same stands; what does not is reversed and decided anew, and flows to payment. What people released, priced or denied stays. Exits with 5 when it has not ended, or part of it could not be done.';
	static override examples = [
		'<%= config.bin %> adjudication run --claim CLM-2026-00000001 --claim CLM-2026-00000002',
		'<%= config.bin %> adjudication run --member 0198c7a0-5b1e-7c7e-9c0d-2f6a6d0f3b11',
		'<%= config.bin %> adjudication run --plan gold --from 2026-07-01 --json',
	];
	static override flags = {
		claim: Flags.string({
			summary: 'a claim by its number or id; may be repeated',
			multiple: true,
			exclusive: WHICH.filter((other) => other !== 'claim'),
		}),
		member: one('member', 'the claims of a member, by id'),
		family: one('family', 'the claims of a family, by id'),
		provider: one('provider', 'the claims of a provider, by id'),
		policy: one('policy', 'the claims under a policy, by id'),
		plan: one('plan', 'the claims under a plan, by id'),
		from: dayFlag({ summary: 'only claims with care on this day or later' }),
		timeout: Flags.integer({ default: 600, min: 1, summary: 'seconds to wait for its end' }),
	};

	async run() {
		const { flags } = await this.parse(AdjudicationRun);
		const { claim, member, family, provider, policy, plan, from } = flags;
		if (!WHICH.some((name) => flags[name as keyof typeof flags] !== undefined))
			throw new Failure(
				'unusable',
				'CLAIMS_NOT_NAMED',
				`name the claims: ${WHICH.map((name) => `--${name}`).join(', ')}`,
			);
		const { askes } = await this.connect();
		const which = {
			...(claim && { claim_ids: await claimIdsOf(askes, claim) }),
			...(member && { member_id: member }),
			...(family && { family_id: family }),
			...(provider && { provider_id: provider }),
			...(policy && { policy_id: policy }),
			...(plan && { plan_id: plan }),
			...(from && { from }),
		};
		const run = await runRecalculation(askes, which, {
			timeoutMs: flags.timeout * 1000,
			onProgress: (line) => this.progress(line),
		});
		const { claims, net } = run;
		this.log(`${claims.looked_at} claims decided again, ${claims.adjusted} adjusted; ${netInWords(net)}.`);
		for (const code of run.errors) this.progress(`some could not be decided again: ${code}`);
		if (run.status !== 'done') process.exitCode = 5;
		return run;
	}
}
