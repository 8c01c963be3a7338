import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { differencePage, replaySummary } from '../../flows/difference-page';
import { ProgressLine } from '../../flows/progress-line';
import { replayDecisions } from '../../flows/replay-decisions';
import { spanOf } from '../../flows/span-of-days';

export default class AdjudicationReplay extends BaseCommand {
	static override summary = 'decide stored claims again from stored facts: the same bytes have to come out';
	static override description =
		'Takes every decision that was made in the span, those undone since as well, with the facts, plan, contracts and code sets it was made by. Writes nothing. A decision that comes out otherwise is told with the first rule or step where it parts, as it was then and as it is now; one that comes out the same, and whose trace alone is told otherwise, is counted apart. Exits with 1 when one is decided otherwise, or told otherwise by the very engine that made it; that another engine tells the same decisions otherwise is a notice, unless --strict is given.';
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
		strict: Flags.boolean({
			summary: 'exit with 1 also where another engine made a decision and only its trace is told otherwise',
		}),
		show: Flags.integer({ default: 20, min: 0, summary: 'how many differences to show; all are counted' }),
	};

	async run() {
		const { flags } = await this.parse(AdjudicationReplay);
		const span = spanOf(flags.from, flags.to, new Date());
		const { askes } = await this.connect();
		const progress = new ProgressLine((line) => this.progress(line));
		const replayed = await replayDecisions(askes, span, {
			mostTold: flags.show,
			onProgress: (done, total) => progress.at(done, total),
			onDifference: (difference) => this.log(differencePage(difference)),
		});
		const { seconds } = progress;
		this.log(replaySummary(replayed, seconds));
		const { checked, different, decidedOtherwise, toldByAnother, engine, differences } = replayed;
		if (different > (flags.strict ? 0 : toldByAnother)) process.exitCode = 1;
		return {
			...{ ...span, checked, different, decided_otherwise: decidedOtherwise },
			...{ told_otherwise: different - decidedOtherwise, told_by_another_engine: toldByAnother },
			...{ engine_version: engine, differences, seconds },
		};
	}
}
