import { BaseCommand } from '../../base-command';
import { authorizationArgs } from '../../decision-command';
import { Failure } from '../../failure';
import { answered } from '../../flows/answered';
import { letterPage } from '../../flows/authorizations/authorization-page';
import { namesOfParties } from '../../flows/names-of-parties';
import { findAuthorization } from '../../flows/references';

export default class AuthorizationsLetter extends BaseCommand {
	static override summary = 'show the newest guarantee letter of an authorization, as it went out';
	static override description = 'With --json all letters are told, newest first.';
	static override examples = ['<%= config.bin %> authorizations letter AUT-2026-00000001'];
	static override args = authorizationArgs;

	async run() {
		const { args } = await this.parse(AuthorizationsLetter);
		const { askes } = await this.connect();
		const { id, number, member_id, provider_id } = await findAuthorization(askes, args.authorization);
		const { data } = await askes.authorizations.GET('/api/v1/authorizations/{id}/letters', {
			params: { path: { id } },
		});
		const letters = answered(data);
		const [newest] = letters;
		if (!newest) throw new Failure('refused', 'NO_LETTER', `no letter of ${number} has gone out`);
		const names = this.jsonEnabled()
			? new Map()
			: await namesOfParties(askes, { members: [member_id], providers: [provider_id] });
		this.log(letterPage(newest, names));
		return { letters };
	}
}
