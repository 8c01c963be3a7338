import { OutageError } from '@claims-askes/chassis/outage';
import { inParts } from '@claims-askes/chassis/peers/in-parts';
import type { Peers } from '@claims-askes/chassis/peers/peers';
import { PlanVersion } from '@claims-askes/contracts/plan-document';
import type { FactSource } from './fact-source';

/** Claims come with all that was submitted: answers of megabytes are copied about, and keep the collectors of both busy. */
const CLAIMS_AT_ONCE = 250;

/** The facts as the other services tell them, through the SDK. A question that fails is an outage: the claims wait. */
export function peerFacts({ during }: Peers): FactSource {
	return {
		claims: (ids, story) => {
			const ask = async (part: string[]) => {
				const { data } = await during(story).claims.POST('/api/v1/claims/submissions/batch-get', {
					body: { ids: part },
				});
				return answered('claims-service', data).map(
					({ id, claim_number, received_on, replaces_id: replaces, content: claim }) => ({
						id,
						claim_number,
						received_on,
						replaces,
						claim,
					}),
				);
			};
			return inParts(ids, ask, CLAIMS_AT_ONCE);
		},
		members: (people, story) =>
			inParts(people, async (part) => {
				const { data } = await during(story).members.POST('/api/v1/members/matches', {
					body: { people: part },
				});
				return answered('member-service', data);
			}),
		async providers({ npis, taxIds }, story) {
			const ask = async (body: { npis: string[] } | { tax_ids: string[] }) => {
				const { data } = await during(story).providers.POST('/api/v1/providers/batch-get', { body });
				return answered('provider-service', data);
			};
			const found = await Promise.all([
				inParts(npis, (part) => ask({ npis: part })),
				inParts(taxIds, (part) => ask({ tax_ids: part })),
			]);
			return found.flat();
		},
		contracts: (ids, story) =>
			inParts(ids, async (part) => {
				const { data } = await during(story).providers.POST('/api/v1/contracts/batch-get', {
					body: { ids: part },
				});
				return answered('provider-service', data);
			}),
		policies: (ids, story) =>
			inParts(ids, async (part) => {
				const { data } = await during(story).policies.POST('/api/v1/policies/batch-get', {
					body: { ids: part },
				});
				return answered('policy-service', data);
			}),
		planVersionsOf: (planIds, story) =>
			inParts(planIds, async (part) => {
				const { data } = await during(story).benefits.POST('/api/v1/plans/batch-get', {
					body: { ids: part },
				});
				return answered('benefit-service', data).flatMap(({ versions }) => versions);
			}),
		planVersions: (ids, story) =>
			inParts(ids, async (part) => {
				const { data } = await during(story).benefits.POST('/api/v1/plan-versions/batch-get', {
					body: { ids: part },
				});
				// Once for ever: the time to check a document is little, and its defaults are filled in.
				return answered('benefit-service', data).map((version) => PlanVersion.parse(version));
			}),
		authorizations: (numbers, story) =>
			inParts(numbers, async (part) => {
				const { data } = await during(story).authorizations.POST('/api/v1/authorizations/batch-get', {
					body: { numbers: part },
				});
				return answered('authorization-service', data);
			}),
	};
}

/** An answer without content is no answer: the claims wait for a better one. */
function answered<T>(peer: string, body: { readonly data: T } | undefined): T {
	if (body === undefined) throw new OutageError(peer);
	return body.data;
}
