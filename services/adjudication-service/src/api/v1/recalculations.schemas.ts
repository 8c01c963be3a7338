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
		id: Id.describe('Identifier of the recalculation'),
		cause: z.string().describe('the event that was heard, requested, or balance.freed'),
		subject: z.string().nullable().describe('the id of what changed; null where a person asked'),
		requested_by: z.string().describe('Who asked, or the service that heard of the change'),
		requested_at: z.iso.datetime().describe('When it was asked for'),
		status: z
			.enum(['waiting', 'working', 'parked', 'done'])
			.describe('waiting: its claims are not looked for yet; parked: what is left has failed too often'),
		families: z
			.strictObject({
				found: z.int().describe('Families with a claim that is touched'),
				done: z.int().describe('Families that were decided again'),
				parked: z.int().describe('Families that failed too often'),
			})
			.describe('How many families it is about'),
		claims: z
			.strictObject({
				touched: z.int().describe('Claims that the change touches'),
				looked_at: z.int().describe('with others of the families, from the start of their plan year'),
				adjusted: z.int().describe('have another decision now'),
			})
			.describe('How many claims it is about'),
		net: z.record(Currency, SignedAmount).describe('what the plan pays more; less is negative'),
		errors: z.array(z.string()).describe('codes of what has failed'),
	})
	.meta({ id: 'Recalculation' });
