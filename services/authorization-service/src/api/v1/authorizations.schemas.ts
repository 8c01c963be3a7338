import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { Amount, CalendarDate, Currency, Id, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

const Status = z.enum(['requested', 'approved', 'denied', 'cancelled']);
const Benefits = z.array(text(60)).min(1).max(50);
const Code = z.strictObject({ system: text(40), code: text(20) });
/** An authorization for nothing would be none. */
const Limit = Amount.refine((amount) => /[1-9]/.test(amount), 'must be more than 0');

export const RequestAuthorization = z
	.strictObject({
		member_id: Id,
		provider_id: Id.optional(),
		from: CalendarDate,
		to: CalendarDate,
		benefits: Benefits,
		codes: z.array(Code).max(100).default([]).describe('The procedures or services planned'),
		currency: Currency,
		amount: Limit.optional().describe('The most that claims may draw; without it there is no limit'),
	})
	.meta({ id: 'RequestAuthorization' });

const Changes = {
	from: CalendarDate.optional(),
	to: CalendarDate.optional(),
	benefits: Benefits.optional(),
	amount: Limit.nullable().optional(),
};
const Reason = text(500).describe('For provider and member to read; never put health data here');

export const DecideAuthorization = z
	.discriminatedUnion('decision', [
		z.strictObject({ decision: z.literal('approve'), ...Changes }),
		z.strictObject({ decision: z.literal('extend'), ...Changes }),
		z.strictObject({ decision: z.literal('deny'), reason: Reason }),
		z.strictObject({ decision: z.literal('cancel'), reason: Reason }),
	])
	.meta({ id: 'DecideAuthorization' });

export const AuthorizationView = z
	.strictObject({
		id: Id,
		number: z.string(),
		member_id: Id,
		provider_id: Id.nullable(),
		status: Status,
		from: CalendarDate,
		to: CalendarDate,
		benefits: z.array(z.string()),
		codes: z.array(Code),
		currency: Currency,
		amount: Amount.nullable(),
		reason: z.string().nullable(),
		requested_at: z.iso.datetime(),
		decided_at: z.iso.datetime().nullable(),
	})
	.meta({ id: 'Authorization' });

export const LetterView = z
	.strictObject({
		number: z.string(),
		authorization_number: z.string(),
		revision: z.int(),
		standing: z.enum(['valid', 'replaced', 'withdrawn']),
		issued_at: z.iso.datetime(),
		member_id: Id,
		provider_id: Id.nullable(),
		from: CalendarDate,
		to: CalendarDate,
		benefits: z.array(z.string()),
		currency: Currency,
		amount: Amount.nullable(),
	})
	.meta({ id: 'GuaranteeLetter' });

export const ConsumeAuthorization = z
	.strictObject({
		claim_id: Id,
		amount: Amount.describe('What the claim uses now, in all; 0 gives everything back'),
		version: z
			.int()
			.min(0)
			.max(2_147_483_647)
			.optional()
			.describe('Rises with each use of the claim: what comes after a later one changes nothing'),
	})
	.meta({ id: 'ConsumeAuthorization' });

export const ConsumptionView = z
	.strictObject({
		authorization_id: Id,
		claim_id: Id,
		currency: Currency,
		amount: Amount,
		recorded_at: z.iso.datetime(),
	})
	.meta({ id: 'Consumption' });

export const AuthorizationKeys = z
	.strictObject({
		ids: batchOf(Id).optional(),
		numbers: batchOf(text(50)).optional(),
		member_ids: batchOf(Id).optional(),
	})
	.refine(({ ids, numbers, member_ids }) => ids || numbers || member_ids, 'names no authorization')
	.meta({ id: 'AuthorizationKeys' });

export const AuthorizationQuery = PageQuery.extend({
	member_id: Id.optional().describe('Only those asked for this member'),
	provider_id: Id.optional().describe('Only those for care by this provider'),
	status: Status.optional().describe('Only those that stand there now'),
});

export const AuthorizationParams = z.object({ id: Id });
