import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import type { Explanation } from '../../flows/explanation/explanation';
import { openAnswer } from '../../flows/predetermination-answer';
import { predetermineClaims, type RejectedClaim } from '../../flows/predetermine-claims';
import { StandardOutput } from '../../flows/standard-output';

export default class ClaimsPredetermine extends BaseCommand {
	static override summary = 'tell what the claims of a file would be decided to, before the care is given';
	static override description =
		'Each claim is judged as if it came today, or on its last day of care, by the balances and history of now. Nothing moves: no balance is used, nothing is paid, and the claim that follows is no duplicate. Reads what "claims import" reads; a claim that was written to be paid is only asked about. --as fhir answers with ClaimResponses, one a line, --as x12 with an 835 of pricing only, which says nothing of what a person would have to look at. Exits with 3 when claims were rejected at the door, or had no answer in the format.';
	static override examples = [
		'<%= config.bin %> claims predetermine crown.837',
		'<%= config.bin %> claims predetermine asked.837 --as x12 > answers.835',
		'<%= config.bin %> claims predetermine asked.fhir.json --json | jq ".claims[].decision.totals"',
	];
	static override args = {
		path: Args.string({ required: true, description: 'a file, or -', ignoreStdin: true }),
	};
	static override flags = {
		as: Flags.option({
			options: ['text', 'fhir', 'x12'] as const,
			default: 'text',
			summary: 'how to answer',
		})(),
		currency: Flags.string({ summary: 'of amounts, where the file names none' }),
	};

	async run() {
		const { args, flags } = await this.parse(ClaimsPredetermine);
		const { askes } = await this.connect();
		const claims: Explanation[] = [];
		const rejected: RejectedClaim[] = [];
		const output = new StandardOutput();
		const answer = await openAnswer(flags.as, new Date());
		let unanswered = 0;
		await predetermineClaims(askes, args.path, flags.currency, {
			predetermined: async (told) => {
				claims.push(told.explanation);
				if (this.jsonEnabled()) return;
				const text = answer.write(told);
				if (text === undefined) {
					this.progress(
						`claim ${told.claim.claim_id}: a person would have to look at it, of which an 835 says nothing`,
					);
					unanswered++;
				} else await output.write(text);
			},
			rejected: (one) => {
				rejected.push(one);
				for (const { field, code, message } of one.reasons)
					this.progress(
						[`claim ${one.claim_id ?? '?'} rejected`, field, `${code}: ${message}`]
							.filter(Boolean)
							.join(': '),
					);
			},
			problem: (line) => this.progress(line),
		});
		if (!this.jsonEnabled()) await output.write(answer.end());
		await output.flush();
		if (rejected.length + unanswered > 0) process.exitCode = 3;
		return { claims, rejected };
	}
}
