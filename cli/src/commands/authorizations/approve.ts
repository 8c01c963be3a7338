import { authorizationArgs, DecisionCommand, grantFlags, grantOf } from '../../decision-command';

export default class AuthorizationsApprove extends DecisionCommand {
	static override summary = 'grant what was asked for before care, or less or more of it';
	static override description = 'A guarantee letter goes out: "authorizations letter" shows it.';
	static override examples = [
		'<%= config.bin %> authorizations approve AUT-2026-00000001',
		'<%= config.bin %> authorizations approve AUT-2026-00000001 --to 2026-03-20 --amount 4000000 --json',
	];
	static override args = authorizationArgs;
	static override flags = grantFlags;

	async run() {
		const { args, flags } = await this.parse(AuthorizationsApprove);
		return this.decide(args.authorization, { decision: 'approve', ...grantOf(flags) });
	}
}
