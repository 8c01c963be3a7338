import { join } from 'node:path';
import { SERVICE_OF } from '@claims-askes/sdk';
import { Failure } from '../failure';
import { makeFolder } from './write-output';

/** Fetches the OpenAPI document of each service and writes it as `<service>.json`; answers the files. */
export async function exportDocuments(
	addressOf: (service: string) => string,
	folder: string,
	only: readonly string[] = Object.values(SERVICE_OF),
): Promise<string[]> {
	await makeFolder(folder);
	return Promise.all(
		only.map(async (service) => {
			const address = addressOf(service);
			if (!address) throw new Failure('unusable', 'SERVICE_UNKNOWN', `there is no service ${service}`);
			const document = await fetchDocument(address, service);
			const file = join(folder, `${service}.json`);
			await Bun.write(file, `${JSON.stringify(document, null, '\t')}\n`);
			return file;
		}),
	);
}

/** The document that a service publishes at its address, which is also told by the document's own. */
export async function fetchDocument(address: string, service = address): Promise<unknown> {
	const url = /json$/.test(address) ? address : `${address.replace(/\/$/, '')}/openapi/json`;
	const response = await fetch(url).catch((cause) => {
		throw new Failure('unavailable', 'SERVICE_UNREACHABLE', `${service} does not answer`, { cause });
	});
	if (!response.ok)
		throw new Failure('unavailable', 'SERVICE_UNREACHABLE', `${service} answers ${response.status}`);
	return response.json().catch((cause) => {
		throw new Failure('unusable', 'DOCUMENT_UNREADABLE', `${service} answers with something else than JSON`, {
			cause,
		});
	});
}
