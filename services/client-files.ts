import type { OpenApiDocument } from '@claims-askes/chassis/http/openapi';
import openapiTS, { astToString } from 'openapi-typescript';
import { jsonAnswers } from './json-answers';
import { allowUndefined } from './optional-types';

export type { OpenApiDocument };

/** A document that names its service, and the client that is made of it. */
interface ClientSource {
	readonly service: string;
	readonly client: string;
	readonly document: OpenApiDocument;
}

/**
 * The typed clients of these documents, by the name of the file: the types of each service's routes, and an index of them
 * for `createAskes`. Documents that say no client's name have none.
 */
export async function clientFiles(
	documents: readonly OpenApiDocument[],
	header: string,
): Promise<Map<string, string>> {
	const sources = documents.flatMap((document): ClientSource[] => {
		const { name, client = null } = document.info['x-service'] ?? {};
		return name === undefined || client === null ? [] : [{ service: name, client, document }];
	});
	const files = new Map<string, string>();
	for (const { service, document } of sources) {
		const types = astToString(allowUndefined(await openapiTS(jsonAnswers(document) as never)));
		files.set(`${service}.ts`, `${header}${types}`);
	}
	return files.set('index.ts', indexOf(sources, header));
}

function indexOf(sources: readonly ClientSource[], header: string): string {
	const typeName = (client: string) => `${client.replace(/^./, (first) => first.toUpperCase())}Paths`;
	const imports = sources.map(
		({ service, client }) => `import type { paths as ${typeName(client)} } from './${service}';`,
	);
	const paths = sources.map(({ client }) => `\t${client}: ${typeName(client)};`);
	const names = sources.map(({ client, service }) => `\t${client}: '${service}',`);
	return `${header}${imports.join('\n')}\n\n/** The routes of each client. */\nexport interface Paths {\n${paths.join('\n')}\n}\n
/** The service behind each client. */\nexport const SERVICE_OF = {\n${names.join('\n')}\n} as const satisfies Record<keyof Paths, string>;\n`;
}
