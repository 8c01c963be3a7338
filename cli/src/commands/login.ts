import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { openBrowser } from '../flows/sign-in/open-browser';
import { signIn } from '../flows/sign-in/sign-in';
import { profileToSignIn } from '../flows/sign-in/sign-in-target';
import { readToken } from '../flows/sign-in/token-claims';
import { findRunningStack } from '../local/running-stack';
import { ALL_SCOPES } from '../local/scope-names';
import { readProfiles, writeProfiles } from '../profiles';

export default class Login extends BaseCommand {
	static override summary = 'sign in to an installation, and use it from now on';
	static override description =
		'People sign in with their browser, or with --device by a code that is confirmed in a browser anywhere; their sign-in renews itself. Programs sign in with the id and secret of a client. What is gained is kept in the profiles file ($ASKES_HOME/config.json, else ~/.askes/config.json), readable for its owner alone. Without an issuer, the one of the local stack is meant.';
	static override examples = [
		'<%= config.bin %> login',
		'<%= config.bin %> login --device',
		'<%= config.bin %> login --profile production --base-url https://claims.example.com --issuer https://id.example.com',
		'echo "$SECRET" | <%= config.bin %> login --profile nightly --issuer https://id.example.com --base-url https://claims.example.com --client-id nightly-import --client-secret -',
	];
	static override flags = {
		issuer: Flags.string({ summary: 'the address of whoever gives tokens', env: 'ASKES_ISSUER' }),
		'base-url': Flags.string({
			summary: 'the address behind which all services answer',
			env: 'ASKES_BASE_URL',
		}),
		'mqtt-url': Flags.string({ summary: 'the address of the broker, for events', env: 'ASKES_MQTT_URL' }),
		'client-id': Flags.string({ summary: 'the client to sign in as, or through', env: 'ASKES_CLIENT_ID' }),
		'client-secret': Flags.string({
			summary: "the client's secret, or - to read it from standard input",
			env: 'ASKES_CLIENT_SECRET',
		}),
		scope: Flags.string({ summary: 'what to ask for, instead of everything' }),
		device: Flags.boolean({ summary: 'show a code to confirm in a browser anywhere' }),
		browser: Flags.boolean({ summary: 'open the browser', default: true, allowNo: true }),
		timeout: Flags.integer({ summary: 'seconds to wait for a person', default: 300, min: 1 }),
	};

	async run() {
		const { flags } = await this.parse(Login);
		const file = readProfiles();
		const name = flags.profile ?? file.current ?? 'default';
		const secret = flags['client-secret'] === '-' ? (await Bun.stdin.text()).trim() : flags['client-secret'];
		const { dataDir, portOffset } = await this.target();
		const profile = profileToSignIn(
			file.profiles[name],
			{
				issuer: flags.issuer,
				base_url: flags['base-url'],
				mqtt_url: flags['mqtt-url'],
				client_id: flags['client-id'],
				client_secret: secret,
				scope: flags.scope,
			},
			findRunningStack({ dataDir, portOffset }),
		);
		const { access_token, ...gained } = await signIn(profile, {
			method: flags.device ? 'device' : 'browser',
			scopes: ALL_SCOPES,
			timeoutMs: flags.timeout * 1000,
			show: (address, code) => this.showWhereToGo(address, code, flags.browser),
		});
		const isClient = gained.client_secret !== undefined;
		const signedIn = isClient ? gained : { ...gained, access_token };
		writeProfiles({ current: name, profiles: { ...file.profiles, [name]: signedIn } });
		if (signedIn.base_url === undefined && signedIn.endpoints === undefined) {
			this.progress('no address of the services is known yet: askes login --base-url URL');
		}
		const { subject, role, scopes } = readToken(access_token) ?? { subject: null, role: null, scopes: [] };
		this.log(`signed in as ${subject ?? 'somebody'}, in profile ${name}`);
		return {
			profile: name,
			issuer: signedIn.issuer,
			method: isClient ? 'client' : 'person',
			subject,
			role,
			scopes,
		};
	}

	private showWhereToGo(address: string, code: string | undefined, isOpening: boolean): void {
		if (code !== undefined) {
			this.progress(`open ${address} in any browser and confirm the code ${code}`);
			return;
		}
		this.progress(`sign in at ${address}`);
		if (isOpening) openBrowser(address);
	}
}
