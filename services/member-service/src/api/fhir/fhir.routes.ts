import { access } from '@claims-askes/chassis/http/access';
import { FHIR_PREFIX, FhirBody, fhirAnswer } from '@claims-askes/chassis/http/fhir-body';
import { documented } from '@claims-askes/chassis/http/openapi';
import { Elysia } from 'elysia';
import type { Deps } from '../../usecases/deps';

export const fhirRoutes = (deps: Deps) =>
	new Elysia({ prefix: FHIR_PREFIX, tags: ['fhir'] }).use(access).post(
		'/CoverageEligibilityRequest/$submit',
		// The codec is loaded when somebody speaks FHIR: most processes are never asked.
		async ({ body, call }) =>
			(await import('../../usecases/answer-fhir-eligibility')).answerFhirEligibility(deps, body, call),
		{
			requires: 'members:read',
			body: FhirBody,
			detail: documented({
				operationId: 'answerFhirEligibility',
				summary: 'Answer a CoverageEligibilityRequest',
				description:
					'One request, alone or in a Bundle with those it refers to: the question of a 270 in FHIR, answered alike. ' +
					'Whoever asks names the person by number and by birth date or family name.',
				answers: { 200: fhirAnswer('A CoverageEligibilityResponse') },
			}),
		},
	);
