import { BaseCommand } from '../../base-command';
import { statusOfMigrations } from '../../local/migrations';
import { renderTable } from '../../table';

export default class MigrateStatus extends BaseCommand {
	static override summary = 'show each migration of each schema: applied, pending, edited or missing';
	static override examples = ['<%= config.bin %> migrate status', '<%= config.bin %> migrate status --json'];

	async run() {
		const states = await statusOfMigrations(await this.target(), process.env);
		const rows = states.map(({ schema, file, state, appliedAt }) => [
			schema,
			file,
			state,
			appliedAt?.toISOString() ?? '',
		]);
		this.log(renderTable(['schema', 'file', 'state', 'applied at'], rows));
		return {
			pending: states.filter((state) => state.state === 'pending').length,
			migrations: states.map(({ appliedAt, ...state }) => ({ ...state, applied_at: appliedAt })),
		};
	}
}
