import { z } from 'zod';
import { APPEAL_STATUSES } from '../../domain/appeal';

const Id = z.uuid();
const Instant = z.iso.datetime();

export const AppealClaim = z
	.strictObject({
		reason: z
			.string()
			.trim()
			.min(1)
			.max(4_000)
			.describe('why the decision should be another; shown to those alone who may see the claim'),
	})
	.meta({ id: 'AppealClaim' });

export const Appeal = z
	.strictObject({
		id: Id.describe('Identifier of the appeal, and of its review item'),
		claim_id: Id.describe('Claim whose decision is appealed'),
		decision_id: Id.describe('the decision that stood when it was asked for'),
		asked_by: z.string().describe('the kind of party that asked: member, provider, staff, …'),
		reason: z.string().describe('Why the decision should be another'),
		status: z
			.enum(APPEAL_STATUSES)
			.describe(
				'upheld: what was decided stays; granted: the claim was decided otherwise; closed: it was cancelled first',
			),
		asked_at: Instant.describe('When it was asked for'),
		closed_at: Instant.nullable().describe('When it was answered; null: it waits'),
	})
	.meta({ id: 'Appeal', description: 'That somebody does not agree with what was decided of a claim' });

export const Appeals = z.array(Appeal);
