import type { RequestListener } from 'node:http';
import { Elysia } from 'elysia';
import { inSigningOrder } from '../domain/keys';
import type { KeyStore } from '../usecases/deps';
import { handleWith } from './bridge';
import { createProvider, type IssuerOptions } from './provider';

/** Everywhere that OAuth, OpenID Connect and the sign-in page answer; all else is the service's own API. */
const PATHS = [
	'/.well-known/*',
	'/auth',
	'/auth/:uid',
	'/device',
	'/device/*',
	'/jwks',
	'/login/:uid',
	'/me',
	'/token',
	'/token/*',
] as const;

/** The provider reads its own forms; any value here keeps the framework from reading them first. */
const leaveUnread = () => 'unread';

/** The provider's endpoints. When another key begins to sign, a new provider is made, which takes a few milliseconds. */
export function oidcRoutes(options: IssuerOptions, keys: KeyStore, now: () => Date) {
	const issuer = new URL(options.issuer);
	let current: { readonly kids: string; readonly listener: RequestListener } | null = null;

	async function answer({ request }: { request: Request }): Promise<Response> {
		const known = await keys.current();
		const signing_keys = inSigningOrder(known, now());
		const kids = signing_keys.map(({ kid }) => kid).join(' ');
		if (current?.kids !== kids) {
			current = { kids, listener: createProvider(options, { ...known, signing_keys }).callback() };
		}
		return handleWith(current.listener, request, issuer);
	}

	const routes = new Elysia();
	for (const path of PATHS) routes.all(path, answer, { parse: leaveUnread, detail: { hide: true } });
	return routes;
}
