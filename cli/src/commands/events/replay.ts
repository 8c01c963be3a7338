import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { replayParkedEvent } from '../../flows/parked-events';

export default class EventsReplay extends BaseCommand {
	static override summary = 'try a parked event again, and what is queued behind it';
	static override description = 'Exits with 3 when it still fails.';
	static override examples = ['<%= config.bin %> events replay 01a21da4-d428-7077-80c9-6ca40fd7e27b'];
	static override args = { event: Args.string({ required: true, description: 'id of `events parked`' }) };

	async run() {
		const { args } = await this.parse(EventsReplay);
		const { askes } = await this.connect();
		const replay = await replayParkedEvent(askes, args.event);
		const { applied, error_code } = replay;
		this.log(`${applied} took effect${error_code === null ? '' : `, and the next fails with ${error_code}`}`);
		if (error_code !== null) process.exitCode = 3;
		return replay;
	}
}
