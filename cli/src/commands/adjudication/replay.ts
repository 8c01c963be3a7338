import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { differencePage } from '../../flows/difference-page';
import { ProgressLine } from '../../flows/progress-line';
import { replayDecisions } from '../../flows/replay-decisions';
import { spanOf } from '../../flows/span-of-days';

export default class AdjudicationReplay extends BaseCommand {
	static override summary = 'decide stored claims again from stored facts: the same bytes have to come out';
	static override description =
		'Takes every decision that was made in the span, those undone since as well, with the facts, plan, contracts and code sets it was made by. Writes nothing. A decision that comes out otherwise is told with the first rule or step where it parts, as it was then and as it is now; one that comes out the same, and whose trace alone is told otherwise (as by a later engine), is counted apart. Exits with 1 when there is one of either.';
	static override examples = [
		'<%= config.bin %> adjudication replay --from 2026-01-01 --to 2026-03-31',
		'<%= config.bin %> adjudication replay --from 2026-11-01 --json',
	];
	static override flags = {
		from: Flags.string({
			required: true,
			summary: 'the first day (UTC) on which they were made, or an instant',
		}),
		to: Flags.string({ summary: 'the last day, or an instant that is not inside; now if not given' }),
		show: Flags.integer({ default: 20, min: 0, summary: 'how many differences to show; all are counted' }),
	};

	async run() {
		const { flags } = await this.parse(AdjudicationReplay);
		const span = spanOf(flags.from, flags.to, new Date());
		const { askes } = await this.connect();
		const progress = new ProgressLine((line) => this.progress(line));
		const { checked, different, decidedOtherwise, differences } = await replayDecisions(askes, span, {
			mostTold: flags.show,
			onProgress: (done, total) => progress.at(done, total),
			onDifference: (difference) => this.log(differencePage(difference)),
		});
		const { seconds } = progress;
		this.log(
			different === 0
				? `${checked} decisions came out the same, in ${seconds} s`
				: `${decidedOtherwise} of ${checked} decisions come out otherwise, ${different - decidedOtherwise} the same but told otherwise, in ${seconds} s`,
		);
		if (different > 0) process.exitCode = 1;
		return { ...span, checked, different, decided_otherwise: decidedOtherwise, differences, seconds };
	}
}
