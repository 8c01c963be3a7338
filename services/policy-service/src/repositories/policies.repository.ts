import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import type { PolicyFacts } from '@claims-askes/contracts/coverage-facts';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, parseAmount } from '@claims-askes/kernel/money';
import type { FundName } from '../domain/fund';
import type { Endorsement, ExcessTerms, Policy, PolicyClass } from '../domain/policy';

/** A policy with what was put into its funds and the version of the row that it was read from. */
export interface StoredPolicy {
	readonly policy: Policy;
	readonly facts: PolicyFacts;
	readonly version: number;
}

export interface PolicyFilter {
	readonly number?: string | undefined;
	readonly group_id?: string | undefined;
}

export interface FundCredit {
	readonly id: string;
	readonly policy_id: string;
	readonly fund: FundName;
	readonly amount: string;
	readonly currency: string;
	readonly reference: string;
	readonly credited_at: string;
}

export interface RecordedEndorsement extends Endorsement {
	readonly policy_id: string;
	readonly recorded_at: string;
}

interface PolicyRow {
	readonly id: string;
	readonly number: string;
	readonly group_id: string;
	readonly currency: string;
	readonly from: string;
	readonly to: string | null;
	readonly has_aso: boolean;
	readonly excess_mode: ExcessTerms['mode'] | null;
	readonly excess_fund: ExcessTerms['fund'];
	readonly excess_adds_room: boolean;
	readonly version: number;
	readonly classes: PolicyClass[];
	readonly credited: Readonly<Record<string, string>>;
}

export type PoliciesRepository = ReturnType<typeof policiesRepository>;

export function policiesRepository(sql: Sql) {
	const select = async (where: Fragment, rest: Fragment = sql``): Promise<StoredPolicy[]> => {
		const rows = await sql<PolicyRow[]>`
			select ${columnsOf(sql)} from policies as policy where ${where} ${rest}`;
		return rows.map(stored);
	};

	return {
		async find(id: string, only: RowRule | null): Promise<StoredPolicy | null> {
			const [found] = await select(sql`policy.id = ${id} and ${visibleTo(sql, only)}`);
			return found ?? null;
		},

		findByIds: (ids: readonly string[], only: RowRule | null): Promise<StoredPolicy[]> =>
			select(sql`policy.id = any(${ids}::uuid[]) and ${visibleTo(sql, only)}`),

		findByNumbers: (numbers: readonly string[]): Promise<StoredPolicy[]> =>
			select(sql`policy.number = any(${numbers}::text[])`),

		/** One more than asked for, newest first. */
		list: (
			{ number, group_id }: PolicyFilter,
			{ before, limit }: PageBefore,
			only: RowRule | null,
		): Promise<StoredPolicy[]> =>
			select(
				sql`${visibleTo(sql, only)}
					${number ? sql`and policy.number = ${number}` : sql``}
					${group_id ? sql`and policy.group_id = ${group_id}` : sql``}
					${before === null ? sql`` : sql`and policy.id < ${before}`}`,
				sql`order by policy.id desc limit ${limit + 1}`,
			),

		/** One more than asked for, newest first. */
		async listEndorsements(policyId: string, { before, limit }: PageBefore): Promise<RecordedEndorsement[]> {
			return await sql<RecordedEndorsement[]>`
				select id, policy_id, effective_on, change, ${instant(sql, 'recorded_at')} from endorsements
				where policy_id = ${policyId} ${before === null ? sql`` : sql`and id < ${before}`}
				order by id desc limit ${limit + 1}`;
		},

		/** One more than asked for, newest first. */
		async listCredits(policyId: string, { before, limit }: PageBefore): Promise<FundCredit[]> {
			const rows = await sql<FundCredit[]>`
				select id, policy_id, fund, amount, currency, reference, ${instant(sql, 'credited_at')} from fund_credits
				where policy_id = ${policyId} ${before === null ? sql`` : sql`and id < ${before}`}
				order by id desc limit ${limit + 1}`;
			return rows.map((row) => ({ ...row, amount: amountOf(row.amount, row.currency) }));
		},

		async isCredited(policyId: string, fund: FundName, reference: string): Promise<boolean> {
			const rows = await sql`select 1 from fund_credits
				where policy_id = ${policyId} and fund = ${fund} and reference = ${reference}`;
			return rows.length > 0;
		},

		creditEffect: ({
			id,
			policy_id,
			fund,
			amount,
			currency,
			reference,
			credited_at,
		}: FundCredit): Fragment => sql`
			insert into fund_credits (id, policy_id, fund, amount, currency, reference, credited_at)
			select ${id}, ${policy_id}, ${fund}, ${amount}, ${currency}, ${reference}, ${credited_at} from once`,
	};
}

/** An instant as the wire has it: RFC 3339 in UTC. */
const instant = (sql: Sql, column: string): Fragment =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${sql(column)}`;

/** A group's token sees its own policies; no other restricted token sees any. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	return 'group_id' in only ? sql`policy.group_id = ${only.group_id}` : sql`false`;
}

const columnsOf = (sql: Sql): Fragment => sql`
	policy.id, policy.number, policy.group_id, policy.currency, policy.valid_from as "from", policy.valid_to as "to",
	policy.has_aso, policy.excess_mode, policy.excess_fund, policy.excess_adds_room, policy.version,
	(select coalesce(jsonb_agg(jsonb_build_object('class', one.class, 'from', one.valid_from, 'plan_id', one.plan_id,
			'room_class', one.room_class) order by one.class, one.valid_from), '[]')
		from policy_classes as one where one.policy_id = policy.id) as classes,
	(select coalesce(jsonb_object_agg(credit.fund, credit.total::text), '{}')
		from (select fund, sum(amount) as total from fund_credits
			where policy_id = policy.id group by fund) as credit) as credited`;

function stored({
	version,
	credited,
	excess_mode,
	excess_fund,
	excess_adds_room,
	...row
}: PolicyRow): StoredPolicy {
	const { has_aso, classes, ...same } = row;
	const excess: ExcessTerms | null =
		excess_mode === null ? null : { mode: excess_mode, fund: excess_fund, add_room: excess_adds_room };
	const creditedTo = (fund: FundName | null) => amountOf(credited[fund ?? ''] ?? '0', row.currency);
	return {
		version,
		policy: { ...same, has_aso, excess, classes },
		facts: {
			...same,
			aso: has_aso ? { amount: creditedTo('aso') } : null,
			excess: excess && { ...excess, amount: creditedTo(excess.fund) },
		},
	};
}

/** The database keeps four decimals; the wire has the currency's own. */
const amountOf = (amount: string, currency: string): string =>
	formatAmount(parseAmount(amount, decimalsOf(currency)), decimalsOf(currency));
