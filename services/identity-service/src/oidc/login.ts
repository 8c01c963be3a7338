import type { Readable } from 'node:stream';
import { errors, type Provider } from 'oidc-provider';
import { problem, showPage } from './pages';
import type { Users } from './users';

type Middleware = Parameters<Provider['use']>[0];

const LOGIN = /^\/login\/[\w-]{1,100}$/;
const MAX_FORM_BYTES = 4_096;

export const loginPath = (uid: string): string => `/login/${uid}`;

const REFUSALS = {
	wrong: 'That name and password do not belong together.',
	'too-many': 'Too many attempts: wait a few minutes.',
} as const;

/** The sign-in page. The provider's cookie binds it to the browser that began the login. */
export function loginPages(provider: Provider, users: Users): Middleware {
	return async (ctx, next) => {
		if (!LOGIN.test(ctx.path) || (ctx.method !== 'GET' && ctx.method !== 'POST')) return next();
		try {
			await provider.interactionDetails(ctx.req, ctx.res);
		} catch (error) {
			if (!(error instanceof errors.SessionNotFound)) throw error;
			ctx.status = 400;
			return showPage(ctx, 'Sign in', problem('This sign-in has ended. Start again where you came from.'));
		}
		if (ctx.method === 'GET') return showForm(ctx, '');
		const form = new URLSearchParams(await readForm(ctx.req));
		const outcome = await users.signIn(form.get('username') ?? '', form.get('password') ?? '');
		if ('refused' in outcome) {
			ctx.status = outcome.refused === 'wrong' ? 401 : 429;
			return showForm(ctx, problem(REFUSALS[outcome.refused]));
		}
		const { username } = outcome.user;
		ctx.redirect(
			await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: username, remember: false } }),
		);
		ctx.status = 303;
	};
}

function showForm(ctx: Parameters<typeof showPage>[0], hint: string): void {
	showPage(
		ctx,
		'Sign in',
		`${hint}<form method="post"><label>Name<input name="username" autocomplete="username" required autofocus></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit">Sign in</button></form>`,
	);
}

async function readForm(request: Readable): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size > MAX_FORM_BYTES) return '';
		chunks.push(Buffer.from(chunk));
	}
	return Buffer.concat(chunks).toString('utf8');
}
