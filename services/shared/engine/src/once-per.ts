/** Arranges a document once, for as long as it lives; the one that was asked for last is at hand without a look-up. */
export function oncePer<Document extends object, Index>(
	arrange: (document: Document) => Index,
): (document: Document) => Index {
	const known = new WeakMap<Document, Index>();
	let latest: { readonly document: Document; readonly index: Index } | null = null;
	return (document) => {
		if (latest !== null && latest.document === document) return latest.index;
		const index = known.get(document) ?? arrange(document);
		known.set(document, index);
		latest = { document, index };
		return index;
	};
}
