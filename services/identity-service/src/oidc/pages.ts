import type { KoaContextWithOIDC } from 'oidc-provider';

type PageContext = Pick<KoaContextWithOIDC, 'set' | 'type' | 'body'>;

/** A small page of the issuer: no script, nothing fetched from elsewhere, in nobody's frame. `html` must be escaped. */
export function showPage(ctx: PageContext, title: string, html: string): void {
	ctx.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
	ctx.set('x-frame-options', 'DENY');
	ctx.set('referrer-policy', 'no-referrer');
	ctx.set('cache-control', 'no-store');
	ctx.type = 'html';
	ctx.body = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${Bun.escapeHTML(title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:22rem;margin:4rem auto;padding:0 1rem}
input,button{font:inherit;display:block;width:100%;box-sizing:border-box;padding:.5rem;margin:.3rem 0 1rem}
.problem{color:#a00}</style><h1>${Bun.escapeHTML(title)}</h1>${html}</html>`;
}

export const problem = (text: string): string => `<p class="problem">${Bun.escapeHTML(text)}</p>`;

const button = (form: string, text: string, extra = '') =>
	`<button type="submit" form="${form}"${extra}>${text}</button>`;

/** The three pages of the device flow, and the one for a request that cannot be answered. */
export const devicePages = {
	userCodeInputSource(ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: unknown) {
		const hint = error ? problem('That code is not known here, or no longer.') : '';
		const text = `${hint}<p>Enter the code that your device shows.</p>`;
		showPage(ctx, 'Sign in a device', `${text}${form}${button('op.deviceInputForm', 'Continue')}`);
	},
	userCodeConfirmSource(
		ctx: KoaContextWithOIDC,
		form: string,
		_client: unknown,
		_device: unknown,
		userCode: string,
	) {
		const text = `<p>Does your device show <strong>${Bun.escapeHTML(userCode)}</strong>?</p>`;
		const buttons = [
			button('op.deviceConfirmForm', 'Yes, sign it in'),
			button('op.deviceConfirmForm', 'No', ' name="abort" value="yes"'),
		];
		showPage(ctx, 'Sign in a device', `${text}${form}${buttons.join('')}`);
	},
	successSource(ctx: KoaContextWithOIDC) {
		showPage(ctx, 'Signed in', '<p>You can close this page and go on with your device.</p>');
	},
};

export function renderError(
	ctx: KoaContextWithOIDC,
	{ error, error_description }: { error: string; error_description?: string | undefined },
) {
	showPage(
		ctx,
		'That did not work',
		`${problem(error_description ?? 'The request is not valid.')}<p>${Bun.escapeHTML(error)}</p>`,
	);
}
