import { Args, Flags } from '@oclif/core';
import { BaseCommand } from './base-command';
import { EXIT_CODES } from './failure';
import { waitUntilDecided } from './flows/claims/submit-claim';

export const claimFileArg = Args.string({
	required: true,
	ignoreStdin: true,
	description:
		'the claim in YAML or JSON, as openapi/canonical-claim.schema.json has it; - for standard input',
});

export const waitFlags = {
	wait: Flags.boolean({ summary: 'wait until it is decided, or waits for a person' }),
	timeout: Flags.integer({ default: 60, min: 1, summary: 'seconds to wait at most' }),
};

interface SubmittedClaim {
	readonly id: string;
	readonly claim_number: string;
	readonly status: string;
	readonly currency: string;
	readonly paid: string | null;
	readonly warnings: readonly { readonly field: string; readonly message: string }[];
}

/** Commands that hand in one claim, and may wait for what becomes of it. */
export abstract class SubmitCommand extends BaseCommand {
	protected async follow<T extends SubmittedClaim>(
		submitted: T,
		flags: { readonly wait: boolean; readonly timeout: number },
	): Promise<T> {
		for (const { field, message } of submitted.warnings) this.progress(`warning: ${field}: ${message}`);
		if (!flags.wait) return this.tell(submitted);
		const { askes } = await this.connect();
		const { claim, isDone } = await waitUntilDecided(askes, submitted.id, {
			timeoutMs: flags.timeout * 1_000,
			onChange: (status) => this.progress(status),
		});
		if (!isDone) process.exitCode = EXIT_CODES.unavailable;
		return this.tell({ ...submitted, ...claim });
	}

	private tell<T extends SubmittedClaim>(claim: T): T {
		const { claim_number, status, paid, currency } = claim;
		this.log(`${claim_number} ${status}${paid === null ? '' : `: the plan pays ${paid} ${currency}`}`);
		return claim;
	}
}
