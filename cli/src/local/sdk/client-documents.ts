import { SERVICE_OF } from '@claims-askes/sdk';
import type { OpenApiDocument } from '../../../../services/client-files';
import { Failure } from '../../failure';
import { fetchDocument } from '../../flows/export-documents';
import { documentsAt } from '../openapi/read-documents';

/** Documents of services, from folders, files and addresses. */
export async function documentsFrom(places: readonly string[]): Promise<OpenApiDocument[]> {
	const found = await Promise.all(
		places.map(async (place) => {
			if (URL.canParse(place) && /^https?:/.test(place))
				return [[place, await fetchDocument(place)] as const];
			return [...(await documentsAt(place))].map(([name, text]) => [name, parsed(name, text)] as const);
		}),
	);
	return checked(found.flat());
}

/** The documents of the services as an installation runs them. */
export async function documentsOf(addressOf: (service: string) => string): Promise<OpenApiDocument[]> {
	const services = Object.values(SERVICE_OF).filter((service) => addressOf(service) !== '');
	const found = services.map(
		async (service) => [service, await fetchDocument(addressOf(service), service)] as const,
	);
	return checked(await Promise.all(found));
}

function parsed(name: string, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new Failure('unusable', 'DOCUMENT_UNREADABLE', `${name} is no JSON`);
	}
}

/** Names become names of files and of code: what is no name is not taken for one. */
const IS_SERVICE = /^[a-z][a-z0-9-]{0,60}$/;
const IS_CLIENT = /^[a-z][A-Za-z0-9]{0,60}$/;

/** Those that say whose they are, each service once; schemas that lie beside are passed over. */
function checked(found: readonly (readonly [place: string, document: unknown])[]): OpenApiDocument[] {
	const seen = new Set<string>();
	const documents = found.flatMap(([place, document]) => {
		const named = (document as Partial<OpenApiDocument> | null)?.info?.['x-service'];
		if (named === undefined) return [];
		const { name, client } = named;
		if (!IS_SERVICE.test(name) || !(client === null || IS_CLIENT.test(client)))
			throw new Failure('unusable', 'DOCUMENT_UNREADABLE', `${place} names no service in x-service`);
		if (seen.has(name))
			throw new Failure('unusable', 'SERVICE_TWICE', `${place} is a second document of ${name}`, {
				suggestions: ['name the documents with --from, each once'],
			});
		seen.add(name);
		return [document as OpenApiDocument];
	});
	if (documents.length > 0) return documents;
	throw new Failure(
		'unusable',
		'NO_DOCUMENTS',
		'there is no OpenAPI document that says whose it is (info.x-service)',
	);
}
