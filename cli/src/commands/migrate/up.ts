import { BaseCommand } from '../../base-command';
import { applyMigrations } from '../../local/migrations';

export default class MigrateUp extends BaseCommand {
	static override summary = 'apply the pending migrations, with roles and grants';
	static override description =
		'Works on the server of DATABASE_URL (or one <NAME>_DATABASE_URL per service), whose role must be able to create roles, or on the local stack. <ROLE>_PASSWORD, as CLAIMS_SERVICE_PASSWORD, sets the password of a role.';
	static override examples = [
		'<%= config.bin %> migrate up',
		'DATABASE_URL=postgres://admin@db/askes <%= config.bin %> migrate up',
	];

	async run() {
		const { applied } = await applyMigrations(await this.target(), process.env, (text) =>
			this.progress(text),
		);
		this.log(applied.length === 0 ? 'nothing was pending' : `${applied.length} applied`);
		return { applied };
	}
}
