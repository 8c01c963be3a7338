import { access } from '@claims-askes/chassis/http/access';
import { FHIR_PREFIX, FhirBody, fhirAnswer, NDJSON_MEDIA_TYPE } from '@claims-askes/chassis/http/fhir-body';
import { documented } from '@claims-askes/chassis/http/openapi';
import type { Platform } from '@claims-askes/chassis/platform';
import type { ClaimResource } from '@claims-askes/sdk/fhir';
import { Elysia } from 'elysia';
import type { ClaimUseCases } from '../../usecases';
import type { ExportFiles } from '../../usecases/fhir/exports/export-files';
import { ClaimReference } from '../v1/claims.schemas';
import { ExportFile, ExportId, ExportQuery } from './fhir.schemas';

/** The codec is loaded when somebody speaks FHIR: most processes are never asked. */
const loadReading = () => import('../../usecases/fhir/read-judged-claim');
const loadExports = () => import('../../usecases/fhir/exports/request-export');

/** `Prefer` may name several wishes. */
const isAsync = ({ headers }: Request) =>
	/(^|[,;\s])respond-async($|[,;\s])/.test(headers.get('prefer') ?? '');

export interface FhirDesk {
	readonly platform: Platform;
	readonly claims: ClaimUseCases;
	readonly exportFiles: ExportFiles;
	readonly keptHours: number;
}

export function fhirRoutes({ platform, claims, exportFiles, keptHours }: FhirDesk) {
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
			async ({ query, call, request }) =>
				isAsync(request)
					? (await loadExports()).requestExport(platform, query, request.url, call)
					: (await import('../../usecases/fhir/export-as-fhir')).exportAsFhir(platform, query, call),
			{
				requires: 'claims:read',
				query: ExportQuery,
				detail: documented({
					operationId: 'exportFhir',
					summary: 'Export all that the caller may see, one resource a line',
					description:
						'Streams at once, type after type: all claims newest first, with _since those that have moved after that instant, ' +
						'in the order of their moves. An export that cannot be ended breaks its connection off. With Prefer: respond-async ' +
						'it is prepared as files instead, as Bulk Data wants it: 202, and Content-Location says where to ask for them.',
					answers: {
						200: { mediaType: NDJSON_MEDIA_TYPE, description: 'The resources' },
						202: { description: 'It is being prepared: ask at Content-Location' },
					},
				}),
			},
		)
		.get(
			'/exports/:id',
			async ({ params: { id }, call, request }) =>
				(await loadExports()).tellExport(platform, keptHours, id, request.url, call),
			{
				requires: 'claims:read',
				params: ExportId,
				detail: documented({
					operationId: 'readFhirExport',
					summary: 'Ask how far an export is, and where its files are',
					description:
						'Whoever asked for it is answered, nobody else. X-Progress and Retry-After while it is prepared; then the manifest ' +
						'of Bulk Data, and Expires. All that was written before its transactionTime is in it: the next _since.',
					answers: {
						200: { mediaType: 'application/json', description: 'The manifest' },
						202: { description: 'It is still being prepared' },
					},
				}),
			},
		)
		.delete(
			'/exports/:id',
			async ({ params: { id }, call }) => (await loadExports()).endExport(platform, id, call),
			{
				requires: 'claims:read',
				params: ExportId,
				detail: documented({
					operationId: 'deleteFhirExport',
					summary: 'End an export that is being prepared, or forget one that was',
					answers: { 202: fhirAnswer('An OperationOutcome: it is forgotten') },
				}),
			},
		)
		.get(
			'/exports/:id/files/:number',
			async ({ params, call }) => (await loadExports()).fetchExported(platform, exportFiles, params, call),
			{
				requires: 'claims:read',
				params: ExportFile,
				detail: documented({
					operationId: 'fetchFhirExport',
					summary: 'Fetch one of the files of an export',
					answers: { 200: { mediaType: NDJSON_MEDIA_TYPE, description: 'Resources, one a line' } },
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
