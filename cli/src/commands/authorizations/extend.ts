import { authorizationArgs, DecisionCommand, grantFlags, grantOf } from '../../decision-command';

export default class AuthorizationsExtend extends DecisionCommand {
	static override summary = 'grant more days, money or benefits than before';
	static override description = 'A guarantee letter goes out: "authorizations letter" shows it.';
	static override examples = [
		'<%= config.bin %> authorizations extend AUT-2026-00000001 --to 2026-03-31',
		'<%= config.bin %> authorizations extend AUT-2026-00000001 --to 2026-03-20 --amount 4000000 --json',
	];
	static override args = authorizationArgs;
	static override flags = grantFlags;

	async run() {
		const { args, flags } = await this.parse(AuthorizationsExtend);
		return this.decide(args.authorization, { decision: 'extend', ...grantOf(flags) });
	}
}
