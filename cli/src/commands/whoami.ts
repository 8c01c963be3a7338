import { BaseCommand } from '../base-command';
import { Failure } from '../failure';
import { readToken } from '../flows/sign-in/token-claims';

export default class Whoami extends BaseCommand {
	static override summary = 'show as whom commands speak, and what they may do';
	static override description =
		'Fetches or renews a token to be sure. Exits with 4 when nobody is signed in.';
	static override examples = [
		'<%= config.bin %> whoami',
		'<%= config.bin %> whoami --profile production --json',
	];

	async run() {
		await this.parse(Whoami);
		const { name, token } = await this.connect();
		const bearer = await token();
		if (!bearer) {
			throw new Failure('refused', 'NOT_SIGNED_IN', `nobody is signed in to profile "${name}"`, {
				suggestions: [`askes login --profile ${name}`],
			});
		}
		const claims = readToken(bearer);
		const restriction = Object.entries(claims?.only ?? {}).map(([party, id]) => `only ${party} ${id}`);
		this.log(
			[
				`${claims?.subject ?? 'somebody whose token only the issuer can read'} (${[claims?.role, ...restriction].filter(Boolean).join(', ') || 'no role'}) in ${name}`,
				...(claims ? [`may: ${claims.scopes.join(' ') || 'nothing'}`] : []),
			].join('\n'),
		);
		return { profile: name, ...claims };
	}
}
