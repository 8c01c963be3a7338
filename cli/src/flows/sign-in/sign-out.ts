import type { Profile } from '../../profiles';
import { discoverIssuer } from './issuer';
import { postForm } from './token-request';

/** Tells the issuer that a person's sign-in has ended. False where the issuer cannot be told: it then ends by itself. */
export async function endAtIssuer({ issuer, client_id, refresh_token }: Profile): Promise<boolean> {
	if (!issuer || !client_id || !refresh_token) return true;
	try {
		const { revocation_endpoint } = await discoverIssuer(issuer);
		if (revocation_endpoint === undefined) return false;
		await postForm(revocation_endpoint, {
			client_id,
			token: refresh_token,
			token_type_hint: 'refresh_token',
		});
		return true;
	} catch {
		return false;
	}
}
