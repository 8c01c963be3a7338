import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import type { Explanation } from '../../flows/explanation/explanation';
import { explanationPage } from '../../flows/explanation/explanation-page';
import { predetermineClaims, type RejectedClaim } from '../../flows/predetermine-claims';

export default class ClaimsPredetermine extends BaseCommand {
	static override summary = 'tell what the claims of a file would be decided to, before the care is given';
	static override description =
		'Each claim is judged as if it came today, or on its last day of care, by the balances and history of now. Nothing moves: no balance is used, nothing is paid, and the claim that follows is no duplicate. Reads what "claims import" reads; a claim that was written to be paid is only asked about. Exits with 3 when claims were rejected at the door.';
	static override examples = [
		'<%= config.bin %> claims predetermine crown.837',
		'<%= config.bin %> claims predetermine asked.fhir.json --json | jq ".claims[].decision.totals"',
	];
	static override args = {
		path: Args.string({ required: true, description: 'a file, or -', ignoreStdin: true }),
	};
	static override flags = {
		currency: Flags.string({ summary: 'of amounts, where the file names none' }),
	};

	async run() {
		const { args, flags } = await this.parse(ClaimsPredetermine);
		const { askes } = await this.connect();
		const claims: Explanation[] = [];
		const rejected: RejectedClaim[] = [];
		await predetermineClaims(askes, args.path, flags.currency, {
			predetermined: (explanation) => {
				const isFirst = claims.push(explanation) === 1;
				this.log(`${isFirst ? '' : '\n'}${explanationPage(explanation, 'asked')}`);
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
		if (rejected.length > 0) process.exitCode = 3;
		return { claims, rejected };
	}
}
