import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { runPayments } from '../../flows/run-payments';
import { renderTable } from '../../table';

export default class PaymentsRun extends BaseCommand {
	static override summary = 'pay what is owed now: payments, remittances and EOBs';
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
		});
		this.log(
			run.totals.length === 0
				? 'Nothing was owed.'
				: renderTable(
						['currency', 'claims', 'payments', 'paid', 'transferred', 'carried forward'],
						run.totals.map((total) => [
							total.currency,
							String(total.claims),
							String(total.payments),
							total.paid,
							total.transferred,
							total.carried_forward,
						]),
					),
		);
		if (run.status !== 'completed') process.exitCode = 5;
		return run;
	}
}
