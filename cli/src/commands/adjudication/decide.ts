import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { explanationPage } from '../../flows/explanation/explanation-page';
import { localReasonsPage } from '../../flows/explanation/local-reasons-page';
import { reasonCodesFlag } from '../../flows/explanation/reason-codes-flag';
import { openInput } from '../../flows/open-input';
import { StandardOutput } from '../../flows/standard-output';
import { WarningLines } from '../../flows/warning-lines';
import { decideFile } from '../../local/offline/decide-file';
import { type DecidedLines, decideLines } from '../../local/offline/decide-lines';
import { differenceLine } from '../../local/offline/difference-line';
import { loadReasonCodes } from '../../local/reason-codes/load-reason-codes';
import { localReasonsOf } from '../../local/reason-codes/local-reasons';

export default class AdjudicationDecide extends BaseCommand {
	static override summary = 'decide cases offline, by the engine alone';
	static override description =
		'Reads a claim with the facts about it and prints the decision, both in the exchange format of openapi/case.schema.json. No stack is needed. With --ndjson there is one case a line and one answer a line, in order; a case that cannot be read is answered by { line, code, message, path }. What can hardly be meant in a plan is told on stderr. Exits with 1 when a decision is not as its case expects, with 2 when a case cannot be read.';
	static override examples = [
		'<%= config.bin %> adjudication decide examples/cases/room-proration.json',
		'<%= config.bin %> adjudication decide examples/cases/room-proration.json --explain',
		'<%= config.bin %> adjudication decide --ndjson < cases.ndjson > decisions.ndjson',
	];
	static override args = {
		case: Args.string({
			description: 'the file, or - for standard input, which --ndjson reads by itself',
			// Or oclif would take all of standard input for this argument.
			ignoreStdin: true,
		}),
	};
	static override flags = {
		ndjson: Flags.boolean({ summary: 'one case a line, one decision a line' }),
		explain: Flags.boolean({
			summary: 'tell a person how the decision came about; in JSON, add its trace',
		}),
		'reason-codes': reasonCodesFlag,
	};

	async run() {
		const { args, flags } = await this.parse(AdjudicationDecide);
		if (flags.ndjson) return this.decideAll(args.case ?? '-', flags.explain);
		if (args.case === undefined) {
			throw new Failure('unusable', 'CASE_NOT_NAMED', 'name a file with a case, or give --ndjson');
		}
		return this.decideOne(args.case, flags.explain, flags['reason-codes']);
	}

	private async decideOne(path: string, isExplaining: boolean, reasonCodes: string | undefined) {
		const codes = isExplaining && reasonCodes ? await loadReasonCodes(reasonCodes) : undefined;
		const { decision, explanation, differences, warnings } = await decideFile(path, isExplaining);
		this.log(explanation ? explanationPage(explanation) : JSON.stringify(decision, null, 2));
		if (explanation && codes)
			this.log(`\n${localReasonsPage(codes.name, localReasonsOf(explanation, codes))}`);
		for (const { code, message } of warnings) this.progress(`warning: ${code} ${message}`);
		const [first, ...others] = differences;
		if (first) {
			process.exitCode = 1;
			this.progress(`${differenceLine(first)}${others.length > 0 ? `; and ${others.length} more` : ''}`);
		}
		return decision;
	}

	/** The answers are the data, with `--json` or without; what was counted goes to stderr. */
	private async decideAll(path: string, withTrace: boolean): Promise<undefined> {
		const stdout = new StandardOutput();
		const findings = new WarningLines((line) => this.progress(line));
		const counts = await decideLines(await openInput(path), withTrace, (line, decided) => {
			if (decided.kind === 'refused') {
				findings.add(decided.code, `line ${line}: ${decided.code} ${decided.message}`);
				return stdout.line(decided.json);
			}
			for (const { code, message } of decided.warnings)
				findings.add(code, `line ${line}: warning: ${code} ${message}`);
			if (decided.difference) this.progress(`line ${line}: ${differenceLine(decided.difference)}`);
			return stdout.line(decided.json);
		}).finally(() => stdout.flush());
		findings.close();
		this.progress(this.jsonEnabled() ? JSON.stringify(counts) : countsLine(counts));
		if (counts.different > 0) process.exitCode = 1;
		if (counts.refused > 0) process.exitCode = 2;
	}
}

const countsLine = ({ read, refused, different, seconds }: DecidedLines): string =>
	`${read} cases in ${seconds} s: ${refused} could not be read, ${different} not as expected`;
