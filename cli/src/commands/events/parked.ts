import { BaseCommand } from '../../base-command';
import { listParkedEvents } from '../../flows/parked-events';
import { renderTable } from '../../table';

export default class EventsParked extends BaseCommand {
	static override summary = 'list events that could not take effect, as claims that nobody can decide yet';
	static override description =
		'NOT_YET waits for something else, as a plan or a code set that is not there, and is tried again by itself; the log of the service says for what. Anything else waits for a person: askes events replay, once the cause is mended.';
	static override examples = ['<%= config.bin %> events parked', '<%= config.bin %> events parked --json'];

	async run() {
		await this.parse(EventsParked);
		const { askes } = await this.connect();
		const events = await listParkedEvents(askes);
		this.log(
			events.length === 0
				? 'Nothing is parked.'
				: renderTable(
						['id', 'service', 'event', 'why', 'tried', 'behind it', 'since', 'tried again'],
						events.map((event) => [
							event.parked_id,
							event.service,
							event.event_type,
							event.error_code,
							String(event.attempts),
							String(event.queued),
							event.parked_at,
							event.retry_at ?? 'by you',
						]),
					),
		);
		return { events };
	}
}
