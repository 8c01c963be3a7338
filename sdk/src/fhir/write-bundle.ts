/** `Bundle.entry`: a resource and the address that others refer to it by. */
export interface BundleEntry {
	readonly fullUrl: string;
	/** The resource as JSON, every digit as it is. */
	readonly resource: string;
}

/** Resources that belong together, as JSON already, in one Bundle. */
export function writeFhirBundle(entries: readonly BundleEntry[], timestamp: string): string {
	const written = entries.map(
		({ fullUrl, resource }) => `{"fullUrl":${JSON.stringify(fullUrl)},"resource":${resource}}`,
	);
	const frame = JSON.stringify({ resourceType: 'Bundle', type: 'collection', timestamp });
	return `${frame.slice(0, -1)},"entry":[${written.join(',')}]}`;
}
