import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { watchBatch } from '../../flows/watch-batch';

export default class ClaimsWatch extends BaseCommand {
	static override summary = 'watch the claims of a batch until all of them are decided and ready to be paid';
	static override description =
		'Without a batch the newest one is watched. Exits with 5 when time runs out first.';
	static override examples = [
		'<%= config.bin %> claims watch',
		'<%= config.bin %> claims watch BATCH --until paid',
	];
	static override args = { batch: Args.string({ description: 'the batch; the newest unless said' }) };
	static override flags = {
		until: Flags.option({
			options: ['decided', 'paid'] as const,
			default: 'decided',
			summary: 'what to wait for',
		})(),
		timeout: Flags.integer({ default: 600, min: 1, summary: 'seconds to wait at most' }),
	};

	async run() {
		const { args, flags } = await this.parse(ClaimsWatch);
		const { askes } = await this.connect();
		const { batch, isDone } = await watchBatch(askes, {
			batchId: args.batch,
			until: flags.until,
			timeoutMs: flags.timeout * 1000,
			onChange: (line) => this.progress(line),
		});
		this.log(
			Object.entries(batch.statuses)
				.map(([status, count]) => `${status} ${count}`)
				.join(', '),
		);
		if (!isDone) process.exitCode = 5;
		return batch;
	}
}
