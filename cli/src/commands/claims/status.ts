import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { exchangeX12 } from '../../flows/exchange-x12';
import { writeOutput } from '../../flows/write-output';

export default class ClaimsStatus extends BaseCommand {
	static override summary = 'answer a 276 with a 277: where the claims asked about stand';
	static override description =
		'What could not be read is told in a 999 behind the answers, and the exit code is 3. One claim is shown by "claims show".';
	static override examples = ['<%= config.bin %> claims status --x12 questions.276 -o answers.277'];
	static override flags = {
		x12: Flags.string({ summary: 'the 276, or -', required: true }),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { flags } = await this.parse(ClaimsStatus);
		const { askes } = await this.connect();
		const exchanged = await exchangeX12(flags.x12, '276', (call) =>
			askes.claims.POST('/api/v1/claim-status-inquiries', call),
		);
		if (!this.jsonEnabled() || flags.output) await writeOutput(flags.output, exchanged.answer);
		if (exchanged.is_refused) process.exitCode = 3;
		return exchanged;
	}
}
