import { BaseCommand } from '../../base-command';
import { listRules } from '../../local/offline/list-rules';
import { renderTable } from '../../table';

export default class AdjudicationRules extends BaseCommand {
	static override summary = 'list the rules in the order in which they run';
	static override description =
		'The registry of the engine that this command carries; no stack is needed. The effect is the one of the rule itself: a plan may switch most rules to deny, pend, warn or off. The level is the authority of the person who may decide otherwise; without one nobody may.';
	static override examples = [
		'<%= config.bin %> adjudication rules',
		'<%= config.bin %> adjudication rules --json',
	];

	async run() {
		await this.parse(AdjudicationRules);
		const rules = listRules();
		this.log(
			renderTable(
				['#', 'effect', 'level', 'carc', 'rule'],
				rules.map(({ number, effect, authority, carcs, name }) => [
					String(number),
					effect,
					String(authority ?? '-'),
					carcs.join(' '),
					name,
				]),
			),
		);
		return rules;
	}
}
