import { Flags } from '@oclif/core';
import { authorizationArgs, DecisionCommand } from '../../decision-command';

export default class AuthorizationsDeny extends DecisionCommand {
	static override summary = 'refuse what was asked for before care';
	static override examples = [
		'<%= config.bin %> authorizations deny AUT-2026-00000001 --reason "the plan covers it without a stay"',
	];
	static override args = authorizationArgs;
	static override flags = {
		reason: Flags.string({
			required: true,
			char: 'r',
			summary: 'for provider and member to read; never health data',
		}),
	};

	async run() {
		const { args, flags } = await this.parse(AuthorizationsDeny);
		return this.decide(args.authorization, { decision: 'deny', reason: flags.reason });
	}
}
