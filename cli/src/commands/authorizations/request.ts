import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { exchangeX12 } from '../../flows/exchange-x12';
import { writeOutput } from '../../flows/write-output';

export default class AuthorizationsRequest extends BaseCommand {
	static override summary = 'hand in a 278 for approval before care';
	static override description =
		'Each request is stored for a person to decide; the answer, a 278 on standard output, says under which number. What could not be read is told in a 999 behind it, and the exit code is 3.';
	static override examples = ['<%= config.bin %> authorizations request --x12 requests.278 -o answers.278'];
	static override flags = {
		x12: Flags.string({ summary: 'the 278, or -', required: true }),
		output: Flags.string({ char: 'o', summary: 'the file to write, instead of standard output' }),
	};

	async run() {
		const { flags } = await this.parse(AuthorizationsRequest);
		const { askes } = await this.connect();
		const exchanged = await exchangeX12(flags.x12, '278', (call) =>
			askes.authorizations.POST('/api/v1/authorization-requests', call),
		);
		if (!this.jsonEnabled() || flags.output) await writeOutput(flags.output, exchanged.answer);
		if (exchanged.is_refused) process.exitCode = 3;
		return exchanged;
	}
}
