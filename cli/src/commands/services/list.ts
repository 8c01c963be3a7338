import { BaseCommand } from '../../base-command';
import { Failure } from '../../failure';
import { listServices } from '../../local/services/list-services';
import { urlOf } from '../../local/stack';
import { renderTable } from '../../table';

export default class ServicesList extends BaseCommand {
	static override summary =
		'list the services: where each is, its schema, whether it is ready, and what it is for';
	static override description =
		'Asks each service at its address. Unknown is the state of a service that does not answer, or whose address it shares with others. Without a running stack or a profile it looks on the ports of this machine.';
	static override examples = [
		'<%= config.bin %> services list',
		'<%= config.bin %> services list --json | jq \'.services[] | select(.state != "ready")\'',
	];

	async run() {
		const services = await listServices(await this.addresses());
		this.log(
			renderTable(
				['service', 'state', 'address', 'schema', 'for'],
				services.map(({ name, state, url, schema, owns }) => [name, state, url ?? '', schema ?? '', owns]),
			),
		);
		return { services };
	}

	private async addresses() {
		try {
			return (await this.connect()).addressOf;
		} catch (error) {
			if (!(error instanceof Failure && error.code === 'NO_STACK')) throw error;
			const { portOffset = 0 } = await this.target();
			return (name: Parameters<typeof urlOf>[0]) => urlOf(name, portOffset);
		}
	}
}
