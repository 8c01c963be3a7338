import { PageQuery } from '@claims-askes/chassis/http/paging';
import { CalendarDate, Currency, Id, SignedAmount, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

export const RecalculationId = z.object({ id: Id });

export const RecalculationsQuery = PageQuery.extend({
	subject: text(200).optional().describe('Only those caused by what has this id'),
});

const WHICH = ['claim_ids', 'member_id', 'family_id', 'provider_id', 'policy_id', 'plan_id'] as const;

export const RequestRecalculation = z
	.strictObject({
		claim_ids: z.array(Id).min(1).max(1_000).optional(),
		member_id: Id.optional(),
		family_id: Id.optional(),
		provider_id: Id.optional(),
		policy_id: Id.optional(),
		plan_id: text(60).optional(),
		from: CalendarDate.optional().describe('only claims with care on this day or later'),
	})
	.refine(
		(request) => WHICH.filter((which) => request[which] !== undefined).length === 1,
		`names exactly one of ${WHICH.join(', ')}`,
	)
	.meta({ id: 'RequestRecalculation' });

export const RecalculationView = z
	.strictObject({
		id: Id,
		cause: z.string().describe('the event that was heard, requested, or balance.freed'),
		subject: z.string().nullable().describe('the id of what changed; null where a person asked'),
		requested_by: z.string(),
		requested_at: z.iso.datetime(),
		status: z
			.enum(['waiting', 'working', 'parked', 'done'])
			.describe('waiting: its claims are not looked for yet; parked: what is left has failed too often'),
		families: z.strictObject({ found: z.int(), done: z.int(), parked: z.int() }),
		claims: z.strictObject({
			touched: z.int(),
			looked_at: z.int().describe('with others of the families, from the start of their plan year'),
			adjusted: z.int().describe('have another decision now'),
		}),
		net: z.record(Currency, SignedAmount).describe('what the plan pays more; less is negative'),
		errors: z.array(z.string()).describe('codes of what has failed'),
	})
	.meta({ id: 'Recalculation' });
