/** A page as a browser holds it: where it is, and what its form carries along. */
export interface Page {
	readonly address: string;
	readonly text: string;
	readonly hidden: Readonly<Record<string, string>>;
}

export interface Browser {
	open(address: string): Promise<Page>;
	/** Fills the form of a page in and sends it where the page says, else to the page's own address. */
	submit(page: Page, fields: Readonly<Record<string, string>>): Promise<Page>;
}

/** As much of a browser as a sign-in needs: cookies for each host, redirects, forms. */
export function aBrowser(): Browser {
	const jars = new Map<string, Map<string, string>>();

	async function go(address: string, form?: Readonly<Record<string, string>>): Promise<Page> {
		const { host } = new URL(address);
		const jar = jars.get(host) ?? new Map<string, string>();
		jars.set(host, jar);
		const response = await fetch(address, {
			method: form ? 'POST' : 'GET',
			redirect: 'manual',
			headers: { accept: 'text/html', cookie: [...jar].map((pair) => pair.join('=')).join('; ') },
			...(form ? { body: new URLSearchParams(form) } : {}),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [pair = ''] = cookie.split(';');
			jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
		}
		const next = response.headers.get('location');
		if (next !== null) return go(new URL(next, address).href);
		const text = await response.text();
		return { address, text, hidden: hiddenIn(text) };
	}

	return {
		open: (address) => go(address),
		submit: ({ address, text, hidden }, fields) => {
			const action = /<form[^>]*\baction="([^"]+)"/.exec(text)?.[1];
			return go(new URL(action ?? address, address).href, { ...hidden, ...fields });
		},
	};
}

function hiddenIn(text: string): Record<string, string> {
	const inputs = [...text.matchAll(/<input[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"/g)];
	return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
}
