import { PageQuery } from '@claims-askes/chassis/http/paging';
import { PredeterminationView } from '@claims-askes/contracts/decision';
import { Id } from '@claims-askes/contracts/primitives';
import { z } from 'zod';
import { ExplanationView } from './decisions.schemas';

export { PredeterminationView };

/** Loaded when somebody asks about care to come: it is a twentieth of what an idle service holds. */
const CanonicalClaim = z.lazy(
	() => (require('@claims-askes/sdk/claim') as typeof import('@claims-askes/sdk/claim')).CanonicalClaim,
);

export const PredeterminationRequest = z
	.strictObject({ claim: CanonicalClaim.describe('as it passed intake; its `use` is not looked at') })
	.meta({ id: 'PredeterminationRequest' });

export const PredeterminationId = z.strictObject({ id: Id });

export const PredeterminationsQuery = PageQuery.extend({
	member_id: Id.optional().describe('Only what was asked about this member'),
	provider_id: Id.optional().describe('Only what was asked about care by this provider'),
	submitter_claim_id: z
		.string()
		.max(80)
		.optional()
		.describe('Only what has this number of the submitter’s own'),
});

export const PredeterminationDetail = z
	.strictObject({
		...PredeterminationView.shape,
		content: CanonicalClaim.describe('the claim that was asked about'),
	})
	.meta({ id: 'PredeterminationDetail' });

const { decision: _, earlier: __, persons_denial: ___, ...account } = ExplanationView.shape;

export const PredeterminationExplanation = z
	.strictObject({ predetermination: PredeterminationView.describe('What is explained'), ...account })
	.meta({
		id: 'PredeterminationExplanation',
		description: 'How it came about; the movements are what it would use',
	});
