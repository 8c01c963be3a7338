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
			const response = await fetch(`${address}/openapi/json`).catch((cause) => {
				throw new Failure('unavailable', 'SERVICE_UNREACHABLE', `${service} does not answer`, { cause });
			});
			if (!response.ok)
				throw new Failure('unavailable', 'SERVICE_UNREACHABLE', `${service} answers ${response.status}`);
			const file = join(folder, `${service}.json`);
			await Bun.write(file, `${JSON.stringify(await response.json(), null, '\t')}\n`);
			return file;
		}),
	);
}
