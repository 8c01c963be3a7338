import { Flags } from '@oclif/core';
import { BaseCommand } from '../base-command';
import { signedOut } from '../flows/sign-in/sign-in';
import { endAtIssuer } from '../flows/sign-in/sign-out';
import { readProfiles, writeProfiles } from '../profiles';

export default class Logout extends BaseCommand {
	static override summary = 'sign out: forget the credentials of a profile, here and at the issuer';
	static override description =
		'The addresses of the installation stay, so that `askes login` finds it again; --forget removes them too, and commands then go to the local stack.';
	static override examples = [
		'<%= config.bin %> logout',
		'<%= config.bin %> logout --profile production --forget',
	];
	static override flags = {
		forget: Flags.boolean({ summary: 'remove the whole profile' }),
	};

	async run() {
		const { flags } = await this.parse(Logout);
		const { current, profiles } = readProfiles();
		const name = flags.profile ?? current;
		const profile = name === undefined ? undefined : profiles[name];
		if (name === undefined || profile === undefined) {
			this.log('nobody is signed in');
			return { profile: name ?? null, signed_out: false, ended_at_issuer: false };
		}
		const isEnded = await endAtIssuer(profile);
		if (!isEnded) this.progress('the issuer could not be told; the sign-in ends there by itself');
		const { [name]: _, ...others } = profiles;
		writeProfiles(
			flags.forget
				? { profiles: others, ...(current === undefined || current === name ? {} : { current }) }
				: {
						profiles: { ...others, [name]: signedOut(profile) },
						...(current === undefined ? {} : { current }),
					},
		);
		this.log(`signed out of profile ${name}`);
		return { profile: name, signed_out: true, ended_at_issuer: isEnded };
	}
}
