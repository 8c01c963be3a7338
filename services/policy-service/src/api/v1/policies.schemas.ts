import { batchOf, PageQuery } from '@claims-askes/chassis/http/paging';
import { bulkReport } from '@claims-askes/contracts/bulk-report';
import { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { Amount, CalendarDate, Currency, Id, text } from '@claims-askes/contracts/primitives';
import { z } from 'zod';

const { shape } = PolicyFacts;

const groupTerms = { number: text(60), name: text(200) };

export const RegisterGroup = z.strictObject(groupTerms).meta({ id: 'RegisterGroup' });
export const ChangeGroup = z.strictObject({ name: groupTerms.name }).meta({ id: 'ChangeGroup' });
export const GroupView = z.strictObject({ id: Id, ...groupTerms }).meta({ id: 'Group' });
export const GroupIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'GroupIds' });
export const GroupQuery = PageQuery.extend({
	number: groupTerms.number.optional().describe('The group with this number'),
});

const classTerms = {
	class: text(40),
	plan_id: text(60),
	room_class: text(60).nullable().optional(),
};

const policyTerms = {
	number: shape.number,
	currency: Currency,
	from: CalendarDate,
	to: CalendarDate.nullable().optional(),
	aso: z.boolean().optional().describe('the group funds its claims itself'),
	excess: shape.excess.unwrap().omit({ amount: true }).nullable().optional(),
	classes: z.array(z.strictObject(classTerms)).max(200).optional(),
};

export const IssuePolicy = z.strictObject({ group_id: Id, ...policyTerms }).meta({ id: 'IssuePolicy' });

export const PolicyList = z
	.strictObject({
		policies: batchOf(z.strictObject({ group: RegisterGroup, policy: z.strictObject(policyTerms) })),
	})
	.meta({ id: 'PolicyList', description: 'Policies by number, each with the group that has it' });

export const PolicyImportReport = bulkReport('PolicyImportReport', {
	number: z.string(),
	policy_id: Id.nullable(),
	group_id: Id.nullable(),
});

export const PolicyView = PolicyFacts.extend({
	classes: z.array(
		z.strictObject({
			class: z.string(),
			from: CalendarDate,
			plan_id: z.string(),
			room_class: z.string().nullable(),
		}),
	),
}).meta({ id: 'Policy' });

export const PolicyParams = z.strictObject({ id: Id });
export const PolicyIds = z.strictObject({ ids: batchOf(Id) }).meta({ id: 'PolicyIds' });
export const PolicyQuery = PageQuery.extend({
	number: shape.number.optional().describe('The policy with this number'),
	group_id: Id.optional().describe('Only policies of this group'),
});

const Change = z
	.discriminatedUnion('kind', [
		z.strictObject({ kind: z.literal('term'), to: CalendarDate.nullable() }),
		z.strictObject({ kind: z.literal('class'), ...classTerms }),
	])
	.meta({ id: 'PolicyChange', description: 'When the policy ends, or which plan and room a class has' });

export const EndorsePolicy = z
	.strictObject({ effective_on: CalendarDate, change: Change })
	.meta({ id: 'EndorsePolicy' });

export const EndorsementView = z
	.strictObject({
		id: Id,
		policy_id: Id,
		effective_on: CalendarDate,
		change: Change,
		recorded_at: z.iso.datetime(),
	})
	.meta({ id: 'Endorsement' });

const Fund = z.enum(['aso', 'buffer', 'non_benefit']).meta({ id: 'Fund' });

export const CreditFund = z
	.strictObject({
		fund: Fund,
		amount: Amount,
		reference: text(100).describe("the transfer's own number: the same money is not put in twice"),
	})
	.meta({ id: 'CreditFund' });

export const FundCreditView = z
	.strictObject({
		id: Id,
		policy_id: Id,
		fund: Fund,
		amount: Amount,
		currency: Currency,
		reference: z.string(),
		credited_at: z.iso.datetime(),
	})
	.meta({ id: 'FundCredit' });
