import { isIssuerAway, type TokenVerifier } from './tokens';

/** So often whatever stays open for a token asks whether that is believed; a verifier remembers, so this costs nothing. */
const ASKED_AGAIN_MS = 10_000;

/**
 * Calls `end` once a token has ended or is believed no more, as after its key was withdrawn: what stays open is judged by
 * the rules of a request. Answers how to stop asking.
 */
export function whileBelieved(
	verify: TokenVerifier['verify'],
	{ token, expiresAt }: { readonly token: string; readonly expiresAt: Date },
	end: () => void,
	askedAgainMs = ASKED_AGAIN_MS,
): () => void {
	let timer: Timer;
	let isOver = false;
	const isBelieved = async () => {
		try {
			await verify(token);
		} catch (error) {
			if (!isIssuerAway(error)) return false;
		}
		return expiresAt.getTime() > Date.now();
	};
	const look = async () => {
		const goesOn = await isBelieved();
		if (isOver) return;
		if (goesOn) wait();
		else end();
	};
	const wait = () => {
		timer = setTimeout(look, Math.max(0, Math.min(expiresAt.getTime() - Date.now(), askedAgainMs)));
	};
	wait();
	return () => {
		isOver = true;
		clearTimeout(timer);
	};
}
