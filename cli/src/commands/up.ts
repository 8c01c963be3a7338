import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { databaseFromEnvironment } from '../local/database';
import { up } from '../local/stack';
import { leaveSupervisor } from '../local/supervise';

export default class Up extends BaseCommand {
	static override summary = 'start the local stack and return when every service is ready';
	static override description =
		'What runs already is kept, what died is started again; a process stays behind that goes on doing that until askes down (askes status tells of it). Set DATABASE_URL (or one <NAME>_DATABASE_URL per service) to use a PostgreSQL of your own instead of the embedded one.';
	static override examples = ['<%= config.bin %> up', '<%= config.bin %> up --port-offset 1000'];
	static override flags = {
		supervise: Flags.boolean({
			allowNo: true,
			default: true,
			summary: 'leave a process behind that starts again what dies',
		}),
	};

	async run() {
		const { flags } = await this.parse(Up);
		const { dataDir, portOffset } = await this.target();
		const began = performance.now();
		const stack = await up({
			dataDir,
			portOffset,
			adminUrl: databaseFromEnvironment(process.env),
			onProgress: (text) => this.progress(text),
		});
		if (flags.supervise) await leaveSupervisor({ dataDir, portOffset });
		const seconds = (performance.now() - began) / 1_000;
		this.log(`the stack is ready after ${seconds.toFixed(1)} s`);
		return {
			seconds: Number(seconds.toFixed(3)),
			folder: stack.layout.folder,
			ready_after_ms: Object.fromEntries(
				Object.entries(stack.readyAfterMs).map(([name, ms]) => [name, Math.round(ms)]),
			),
			services: Object.fromEntries(
				stack.layout.services.map(({ name, port }) => [name, `http://127.0.0.1:${port}`]),
			),
		};
	}
}
