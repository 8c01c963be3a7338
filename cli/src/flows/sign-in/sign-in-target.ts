import type { StackAccess } from '../../local/running-stack';
import type { Profile } from '../../profiles';
import { signedOut } from './sign-in';

/** What a person says on the command line; what they do not say is undefined. */
export type SignInWishes = {
	readonly [Key in 'issuer' | 'base_url' | 'mqtt_url' | 'client_id' | 'client_secret' | 'scope']:
		| string
		| undefined;
};

/** The profile to sign in with: what is wished, else what the profile knows, else the local stack that runs. */
export function profileToSignIn(
	known: Profile = {},
	wishes: SignInWishes,
	stack: StackAccess | null,
): Profile {
	const issuer = wishes.issuer ?? known.issuer ?? stack?.issuer;
	const isStack = stack !== null && issuer === stack.issuer;
	// Credentials and addresses of one installation are nothing to show another.
	const kept = known.issuer === undefined || known.issuer === issuer ? known : {};
	const said = Object.fromEntries(Object.entries(wishes).filter(([, wish]) => wish !== undefined)) as Profile;
	return {
		...(isStack ? { endpoints: stack.endpoints, mqtt_url: stack.mqttUrl } : {}),
		...(isPersonInstead(kept, wishes) ? signedOut(kept) : kept),
		...said,
		...(issuer === undefined ? {} : { issuer }),
	};
}

/** Somebody who names another client and no secret is no longer that client. */
const isPersonInstead = ({ client_id, client_secret }: Profile, wishes: SignInWishes): boolean =>
	client_secret !== undefined &&
	wishes.client_secret === undefined &&
	wishes.client_id !== undefined &&
	wishes.client_id !== client_id;
