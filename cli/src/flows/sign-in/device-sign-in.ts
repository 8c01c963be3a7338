import { Failure } from '../../failure';
import type { SignInRequest } from './browser-sign-in';
import type { Issuer } from './issuer';
import { postForm, requestTokens, TokenRefusal, type Tokens } from './token-request';

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const USUAL_INTERVAL_SECONDS = 5;

/** Signs a person in with a browser anywhere: they confirm a code there while we ask whether they did (RFC 8628). */
export async function signInByDevice(
	issuer: Issuer,
	{ clientId, scope, resource, timeoutMs }: SignInRequest,
	show: (address: string, code: string) => void,
): Promise<Tokens> {
	if (issuer.device_authorization_endpoint === undefined) {
		throw new Failure('unusable', 'LOGIN_METHOD_UNSUPPORTED', 'this issuer signs in no devices', {
			suggestions: ['askes login'],
		});
	}
	const asked = await postForm(issuer.device_authorization_endpoint, {
		client_id: clientId,
		scope,
		resource,
	});
	const text = (name: string) => (typeof asked[name] === 'string' ? asked[name] : '');
	show(text('verification_uri_complete') || text('verification_uri'), text('user_code'));
	let interval = typeof asked.interval === 'number' ? asked.interval : USUAL_INTERVAL_SECONDS;
	const deadline = performance.now() + timeoutMs;
	while (performance.now() < deadline) {
		await Bun.sleep(interval * 1000);
		try {
			return await requestTokens(issuer.token_endpoint, {
				grant_type: DEVICE_GRANT,
				client_id: clientId,
				device_code: text('device_code'),
			});
		} catch (error) {
			if (!(error instanceof TokenRefusal)) throw error;
			if (error.error === 'slow_down') interval += USUAL_INTERVAL_SECONDS;
			else if (error.error !== 'authorization_pending') throw error;
		}
	}
	throw new Failure('cancelled', 'LOGIN_TIMED_OUT', 'nobody confirmed the code in time');
}
