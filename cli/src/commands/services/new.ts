import { Args, Flags } from '@oclif/core';
import { BaseCommand } from '../../base-command';
import { newService } from '../../local/services/new-service';
import { OWNERS } from '../../local/services/service-words';

export default class ServicesNew extends BaseCommand {
	static override summary =
		'write a whole new service into the project: routes, rules, table, event, commands, tests';
	static override description =
		'It keeps one kind of thing, which is registered, listed and read, also by commands of its own, and is named in every list of the project: ports, scopes, events, SDK, compose. Either all of it is written or nothing. Afterwards npm run generate makes its OpenAPI document and its client, and a stack that is taken down and up again runs it.';
	static override examples = [
		'<%= config.bin %> services new referral --description "referrals to specialists" --dry-run',
		'<%= config.bin %> services new pharmacy --resource prescription --owner member',
	];
	static override args = {
		name: Args.string({
			required: true,
			description: 'what it is called, as referral (of referral-service)',
		}),
	};
	static override flags = {
		resource: Flags.string({ summary: 'what it keeps, in the singular; its name unless said' }),
		owner: Flags.option({
			options: OWNERS,
			default: 'member' as const,
			summary: 'whose token sees a row of it',
		})(),
		description: Flags.string({ summary: 'what it is for, in one line' }),
		'dry-run': Flags.boolean({ summary: 'say what would be written' }),
	};

	async run() {
		const { args, flags } = await this.parse(ServicesNew);
		const { resource, owner, description, 'dry-run': dry_run = false } = flags;
		const { service, port, files } = newService({ ...args, resource, owner, description }, dry_run);
		const listed = files.map(({ path, before }) => ({ path, change: before === null ? 'new' : 'changed' }));
		for (const { path, change } of listed) this.log(`${change.padEnd(7)}  ${path}`);
		if (dry_run) this.progress('nothing is written: leave --dry-run out to write it');
		else
			this.progress(
				`${service} is written, and will listen on ${port}. Next: npm run generate; npm run check; askes down and up again`,
			);
		return { service, port, dry_run, files: listed };
	}
}
