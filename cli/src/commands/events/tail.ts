import { Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { print } from '../../flows/standard-output';
import { tailEvents } from '../../flows/tail-events';

export default class EventsTail extends BaseCommand {
	static override summary = 'show events as they happen, until Ctrl-C';
	static override description = 'One line an event; with --json one JSON object a line.';
	static override examples = [
		'<%= config.bin %> events tail',
		'<%= config.bin %> events tail --event claim.adjudicated --event payment.processed',
		'<%= config.bin %> events tail --count 10 --json',
	];
	static override flags = {
		event: Flags.string({ multiple: true, summary: 'only events of this name; may be repeated' }),
		count: Flags.integer({ min: 1, summary: 'stop after so many events' }),
	};

	async run() {
		const { flags } = await this.parse(EventsTail);
		const { mqttUrl, token } = await this.connect();
		const isJson = this.jsonEnabled();
		const seen = await tailEvents({
			url: mqttUrl,
			auth: async () => (await token()) ?? '',
			names: flags.event,
			count: flags.count,
			onReady: () => this.progress('Listening. Ctrl-C ends.'),
			onConnection: (isConnected) =>
				this.progress(isConnected ? 'Connected to the broker.' : 'The broker is away.'),
			print: (line) => print(`${line}\n`),
			isJson,
		});
		// What was printed is the data; a closing object would not be an event.
		if (isJson) this.exit(0);
		return { seen };
	}
}
