import { SERVICE_OF } from '@claims-askes/sdk';
import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { Failure } from '../failure';
import { readToken } from '../flows/sign-in/token-claims';

export default class Whoami extends BaseCommand {
	static override summary = 'show as whom commands speak, and what they may do';
	static override description =
		'Fetches or renews a token to be sure. With --env it prints what a program needs to speak so too, for as long as the token lasts. Exits with 4 when nobody is signed in.';
	static override examples = [
		'<%= config.bin %> whoami',
		'<%= config.bin %> whoami --profile production --json',
		'eval "$(<%= config.bin %> whoami --env)" && npx bun examples/clean-claim.ts',
	];
	static override flags = {
		env: Flags.boolean({ summary: 'print addresses and token as variables of the environment' }),
	};

	async run() {
		const { flags } = await this.parse(Whoami);
		const { name, token, addressOf } = await this.connect();
		const bearer = await token();
		if (!bearer) {
			throw new Failure('refused', 'NOT_SIGNED_IN', `nobody is signed in to profile "${name}"`, {
				suggestions: [`askes login --profile ${name}`],
			});
		}
		if (flags.env) {
			const services = [...new Set(Object.values(SERVICE_OF))];
			const endpoints = Object.fromEntries(services.map((service) => [service, addressOf(service)]));
			const variables = { ASKES_ENDPOINTS: JSON.stringify(endpoints), ASKES_TOKEN: bearer };
			for (const [variable, value] of Object.entries(variables)) this.log(`export ${variable}='${value}'`);
			return variables;
		}
		const claims = readToken(bearer);
		const restriction = Object.entries(claims?.only ?? {}).map(([party, id]) => `only ${party} ${id}`);
		const authority = claims ? [`authority ${claims.authority}`] : [];
		const who = claims?.subject ?? 'somebody whose token only the issuer can read';
		this.log(`${who} (${[claims?.role ?? 'no role', ...authority, ...restriction].join(', ')}) in ${name}`);
		if (claims) this.log(`may: ${claims.scopes.join(' ') || 'nothing'}`);
		return { profile: name, ...claims };
	}
}
