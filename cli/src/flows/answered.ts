/** What a service answered: that it answers nothing at all is possible by the types alone. */
export function answered<T>(body: { readonly data: T } | undefined): T {
	if (!body) throw new Error('a service answered nothing');
	return body.data;
}
