import { Args } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { newMigration } from '../../local/migrations';

export default class MigrateNew extends BaseCommand {
	static override summary = 'write the next numbered migration file of a schema, to be filled in';
	static override examples = ['<%= config.bin %> migrate new claims_service add_pend_reason'];
	static override args = {
		schema: Args.string({
			required: true,
			description: "a service's schema, common, audit, or chassis for all services",
		}),
		name: Args.string({ required: true, description: 'what it does, as add_pend_reason' }),
	};

	async run() {
		const { args } = await this.parse(MigrateNew);
		const file = newMigration(args.schema, args.name);
		this.log(file);
		return { file };
	}
}
