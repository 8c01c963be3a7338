import type { Call } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { whole } from '@claims-askes/chassis/peers/part';
import type { Platform } from '@claims-askes/chassis/platform';
import { ProblemError } from '@claims-askes/kernel/problems';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { Predetermination } from '@claims-askes/sdk/fhir';
import { PROBLEMS } from '../domain/problems';
import type { Intake, Submission } from './intake';

/**
 * A claim for care to come passes the same door as a claim, and adjudication-service tells what it would be decided to: in
 * the caller's own name, so that nobody asks about others, and under their Idempotency-Key. Nothing is stored here.
 */
export const predetermineClaim =
	({ peers }: Platform, intake: Intake) =>
	async (
		claim: CanonicalClaim,
		call: Call,
		door: Pick<Submission<null>, 'isSubmittedByItself'> = {},
	): Promise<Answer<Predetermination>> => {
		const asked = [{ identity: null, content: claim, ...door }];
		const [examined] = await intake.examine(asked, null, 'predetermination');
		if (!examined || examined.reasons.length > 0)
			throw new ProblemError(PROBLEMS.CLAIM_REJECTED, examined?.reasons);
		const asking = peers.onBehalfOf(call).adjudication.POST('/api/v1/predeterminations', {
			// The same shape: what zod calls `undefined` is left out in JSON.
			body: { claim: claim as never },
			...(call.idempotency && { headers: { 'idempotency-key': call.idempotency.key } }),
		});
		const { answer, isReplayed } = await whole(
			asking.then(({ data, response }) => ({
				data: data && {
					data: { answer: data.data, isReplayed: response.headers.has('idempotent-replayed') },
				},
			})),
		);
		return new Answer(answer, {
			status: 201,
			...(isReplayed && { headers: { 'idempotent-replayed': 'true' } }),
		});
	};
