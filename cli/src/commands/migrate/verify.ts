import { BaseCommand } from '../../base-command';
import { verifyAllMigrations } from '../../local/migrations';

export default class MigrateVerify extends BaseCommand {
	static override summary = 'fail when a migration was edited after it ran, or is missing from the files';
	static override examples = ['<%= config.bin %> migrate verify'];

	async run() {
		const states = await verifyAllMigrations(await this.target(), process.env);
		const applied = states.filter((state) => state.state === 'applied').length;
		const pending = states.length - applied;
		this.log(`${applied} applied and unchanged, ${pending} pending`);
		return { applied, pending };
	}
}
