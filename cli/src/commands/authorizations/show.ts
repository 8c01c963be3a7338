import { BaseCommand } from '../../base-command';
import { authorizationArgs } from '../../decision-command';
import { answered } from '../../flows/answered';
import { authorizationPage } from '../../flows/authorizations/authorization-page';
import { namesOfParties } from '../../flows/names-of-parties';
import { findAuthorization } from '../../flows/references';

export default class AuthorizationsShow extends BaseCommand {
	static override summary = 'show one authorization, and which claims have used it';
	static override examples = [
		'<%= config.bin %> authorizations show AUT-2026-00000001',
		'<%= config.bin %> authorizations show AUT-2026-00000001 --json',
	];
	static override args = authorizationArgs;

	async run() {
		const { args } = await this.parse(AuthorizationsShow);
		const { askes } = await this.connect();
		const authorization = await findAuthorization(askes, args.authorization);
		const { id, member_id, provider_id } = authorization;
		const [{ data }, names] = await Promise.all([
			askes.authorizations.GET('/api/v1/authorizations/{id}/consumptions', { params: { path: { id } } }),
			this.jsonEnabled()
				? new Map()
				: namesOfParties(askes, { members: [member_id], providers: [provider_id] }),
		]);
		const consumptions = answered(data);
		this.log(authorizationPage(authorization, consumptions, names));
		return { ...authorization, consumptions };
	}
}
