import { Args } from '@oclif/core';
import { Failure } from '../../failure';
import { answered } from '../../flows/answered';
import { submitClaim } from '../../flows/claims/submit-claim';
import { fieldsOf, readWritten } from '../../local/written-document';
import { claimFileArg, SubmitCommand, waitFlags } from '../../submit-command';

export default class ClaimsReplace extends SubmitCommand {
	static override summary = 'hand in a claim in the place of an earlier one';
	static override description =
		'The file is the corrected claim in full; it is sent with frequency code 7 and the number of the claim that it replaces. That claim is over, what it used is given back, and the new one is decided in its place; what was paid is put right by the next payment run.';
	static override examples = [
		'<%= config.bin %> claims replace CLM-2026-00000001 corrected.yaml',
		'<%= config.bin %> claims replace CLM-2026-00000001 corrected.json --wait --json',
	];
	static override args = {
		claim: Args.string({ required: true, description: 'the number or id of the claim that is replaced' }),
		file: claimFileArg,
	};
	static override flags = waitFlags;

	async run() {
		const { args, flags } = await this.parse(ClaimsReplace);
		const document = await readWritten(args.file);
		const { original_claim_number: named } = fieldsOf(document, 'one canonical claim');
		const { askes } = await this.connect();
		const { data } = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id: args.claim } } });
		const { claim_number } = answered(data);
		if (named !== undefined && named !== claim_number)
			throw new Failure('unusable', 'ORIGINAL_DIFFERS', `${args.file} is a correction of ${named}`, {
				facts: { file: args.file, line: document.lineOf('original_claim_number') },
			});
		const correction = { frequency_code: '7', original_claim_number: claim_number } as const;
		const replacement = await submitClaim(askes, document, correction);
		this.progress(`${claim_number} is replaced`);
		return this.follow(replacement, flags);
	}
}
