import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { runInWords } from '../../flows/run-in-words';
import { runPayments } from '../../flows/run-payments';

export default class PaymentsRun extends BaseCommand {
	static override summary = 'pay what is owed now: payments, remittances and EOBs';
	static override description =
		'The run goes on when its end is not waited for; then this exits with 5, and `payments runs` tells what it came to.';
	static override examples = [
		'<%= config.bin %> payments run',
		'<%= config.bin %> payments run --currency IDR --json',
	];
	static override flags = {
		currency: Flags.string({ summary: 'only what is owed in this currency' }),
		timeout: Flags.integer({ default: 600, min: 1, summary: 'seconds to wait for its end' }),
	};

	async run() {
		const { flags } = await this.parse(PaymentsRun);
		const { askes } = await this.connect();
		const run = await runPayments(askes, {
			currency: flags.currency,
			timeoutMs: flags.timeout * 1000,
			onProgress: (waiting) => this.progress(`${waiting} payables waiting`),
			onAway: (reason) => this.progress(`waiting: ${reason}`),
		});
		this.log(runInWords(run));
		if (run.status !== 'completed') process.exitCode = 5;
		return run;
	}
}
