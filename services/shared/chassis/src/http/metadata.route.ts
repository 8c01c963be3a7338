import { Elysia } from 'elysia';
import { capabilityStatement } from './capability-statement';
import { FHIR_PREFIX, fhirAnswer, fhirResponse } from './fhir-body';
import { documented, type RouteLike } from './openapi';

/** For every service that speaks FHIR, about the routes that it has. */
export const metadataRoute = (title: string, routes: () => readonly RouteLike[]) =>
	new Elysia({ prefix: FHIR_PREFIX, tags: ['fhir'] }).get(
		'/metadata',
		({ request }) =>
			fhirResponse(
				JSON.stringify(
					capabilityStatement(routes(), { title, url: `${new URL(request.url).origin}${FHIR_PREFIX}` }),
				),
			),
		{
			detail: documented({
				operationId: 'readFhirMetadata',
				summary: 'What this server can do with FHIR; needs no token',
				answers: { 200: fhirAnswer('A CapabilityStatement') },
			}),
		},
	);
