import { access } from '@claims-askes/chassis/http/access';
import {
	FHIR_PREFIX,
	FhirBody,
	fhirAnswer,
	fhirResponse,
	NDJSON_MEDIA_TYPE,
} from '@claims-askes/chassis/http/fhir-body';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import type { ClaimResource } from '@claims-askes/sdk/fhir';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import { CAPABILITY_STATEMENT } from '../../usecases/fhir/capability-statement';
import { ClaimReference } from '../v1/claims.schemas';
import { ExportQuery } from './fhir.schemas';

/** The codec is loaded when somebody speaks FHIR: most processes are never asked. */
const loadReading = () => import('../../usecases/fhir/read-judged-claim');

export function fhirRoutes(platform: Platform, claims: ClaimUseCases) {
	const reading = (type: ClaimResource, summary: string) => ({
		requires: 'claims:read' as const,
		params: ClaimReference,
		detail: documented({
			operationId: `readFhir${type}`,
			summary,
			answers: { 200: fhirAnswer(`The ${type}`) },
		}),
	});
	return new Elysia({ prefix: FHIR_PREFIX, tags: ['fhir'] })
		.use(access)
		.get('/metadata', () => fhirResponse(JSON.stringify(CAPABILITY_STATEMENT)), {
			detail: documented({
				operationId: 'readFhirMetadata',
				summary: 'What this server can do with FHIR; needs no token',
				answers: { 200: fhirAnswer('A CapabilityStatement') },
			}),
		})
		.post(
			'/Claim/$submit',
			async ({ body, call }) =>
				(await import('../../usecases/fhir/submit-fhir-claim')).submitFhirClaim(
					{ platform, claims },
					body,
					call,
				),
			{
				requires: 'claims:write',
				body: FhirBody,
				detail: documented({
					operationId: 'submitFhirClaim',
					summary:
						'Submit one FHIR claim for adjudication, or ask for a preauthorization or predetermination',
					description:
						'A Claim alone, in Parameters or in a Bundle with those it refers to, as Da Vinci PAS sends it. It is taken in ' +
						'as by POST /claims and answered by a queued ClaimResponse, a Bundle by a Bundle. A preauthorization is asked of ' +
						'authorization-service and needs authorizations:write as well. A predetermination is answered at once by what ' +
						'the claim would be decided to, and moves nothing.',
					answers: {
						200: fhirAnswer('A ClaimResponse whose outcome is error: nothing was stored'),
						201: fhirAnswer('A ClaimResponse, or a Bundle with it'),
					},
				}),
			},
		)
		.get(
			'/$export',
			async ({ query, call }) =>
				(await import('../../usecases/fhir/export-as-fhir')).exportAsFhir(platform, query, call),
			{
				requires: 'claims:read',
				query: ExportQuery,
				detail: documented({
					operationId: 'exportFhir',
					summary: 'Export all that the caller may see of one type, one resource a line',
					description:
						'Streams at once, newest first, instead of preparing files as Bulk Data does; _since leaves out what has not ' +
						'moved after that instant. An export that cannot be ended breaks its connection off.',
					answers: { 200: { mediaType: NDJSON_MEDIA_TYPE, description: 'The resources' } },
				}),
			},
		)
		.get(
			'/Claim/:id',
			async ({ params: { id }, call }) =>
				(await loadReading()).readAsFhir(platform, { type: 'Claim', reference: id }, call),
			reading('Claim', 'Read a claim as it was submitted'),
		)
		.get(
			'/ClaimResponse/:id',
			async ({ params: { id }, call }) =>
				(await loadReading()).readAsFhir(platform, { type: 'ClaimResponse', reference: id }, call),
			reading('ClaimResponse', 'Read what became of a claim'),
		)
		.get(
			'/ExplanationOfBenefit/:id',
			async ({ params: { id }, call }) =>
				(await loadReading()).readAsFhir(platform, { type: 'ExplanationOfBenefit', reference: id }, call),
			reading('ExplanationOfBenefit', 'Read a claim with what became of it, as CARIN Blue Button shapes it'),
		);
}
