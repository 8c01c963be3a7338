/**
 * What an id in an address names: the noun that stands before it (`/claims/:id`), or the one in its own name (`:claim_id`).
 * Undefined for what is no id: that has to be described by the schema of its route.
 */
export function describePathParameter(path: string, name: string): string | undefined {
	if (name === 'id') return `The id of the ${nounBefore(path, name)}`;
	return name.endsWith('_id') ? `The id of the ${name.slice(0, -3).replaceAll('_', ' ')}` : undefined;
}

function nounBefore(path: string, name: string): string {
	const segments = path.split('/');
	const nouns = segments[segments.indexOf(`:${name}`) - 1] ?? '';
	return singularOf(nouns.replaceAll('-', ' '));
}

const singularOf = (nouns: string): string =>
	nouns
		.replace(/ies$/, 'y')
		.replace(/(?<=ch)es$/, '')
		.replace(/s$/, '');
