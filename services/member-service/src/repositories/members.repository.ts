import { columnArrays } from '@claims-askes/chassis/db/array-literal';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import { likePrefix } from '@claims-askes/chassis/db/like-prefix';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import type { MemberFacts, MemberMatch, PersonOnClaim } from '@claims-askes/contracts/coverage-facts';

/** A member with the version of the row that it was read from. */
export interface StoredMember {
	readonly member: MemberFacts;
	readonly version: number;
}

export interface MemberFilter {
	readonly member_number?: string | undefined;
	readonly family_id?: string | undefined;
	readonly group_id?: string | undefined;
	/** How the family name or the given name begins. */
	readonly name?: string | undefined;
	readonly birth_date?: string | undefined;
}

type MemberRow = MemberFacts & { readonly version: number };

/** A match with one of the member's coverages: they come one by one, as to aggregate them costs more than to find them. */
type MatchRow = Omit<MemberMatch, 'coverages'> & {
	readonly position: number;
	readonly span_id: string | null;
	readonly policy_id: string;
	readonly plan_id: string;
	readonly product: string | null;
	readonly valid_from: string;
	readonly valid_to: string | null;
};

export type MembersRepository = ReturnType<typeof membersRepository>;

export function membersRepository(sql: Sql) {
	const select = (where: Fragment, rest: Fragment = sql``) => sql<MemberRow[]>`
		select ${factsOf(sql)}, member.version from members as member where ${where} ${rest}`;

	return {
		async find(id: string, only: RowRule | null): Promise<StoredMember | null> {
			const [row] = await select(sql`member.id = ${id} and ${visibleTo(sql, only)}`);
			return row ? stored(row) : null;
		},

		async findByIds(ids: readonly string[], only: RowRule | null): Promise<MemberFacts[]> {
			const rows = await select(sql`member.id = any(${ids}::uuid[]) and ${visibleTo(sql, only)}`);
			return rows.map((row) => stored(row).member);
		},

		/** The members with these numbers, and the employees of the families with these. */
		async findByNumbers(
			memberNumbers: readonly string[],
			subscriberNumbers: readonly string[],
		): Promise<StoredMember[]> {
			const rows = await select(sql`member.member_number = any(${memberNumbers}::text[])
				or (member.relationship = 'employee' and member.subscriber_number = any(${subscriberNumbers}::text[]))`);
			return rows.map(stored);
		},

		/** Everybody in the families of these employees. */
		async findFamilies(employeeNumbers: readonly string[]): Promise<StoredMember[]> {
			const rows = await select(sql`member.family_id in (
				select employee.family_id from members as employee
				where employee.member_number = any(${employeeNumbers}::text[]) and employee.relationship = 'employee')`);
			return rows.map(stored);
		},

		/** One row more than asked for, newest first. */
		async list(filter: MemberFilter, page: PageBefore, only: RowRule | null): Promise<MemberFacts[]> {
			const rows = await select(
				sql`${visibleTo(sql, only)} ${matching(sql, filter)}
					${page.before === null ? sql`` : sql`and member.id < ${page.before}`}`,
				sql`order by member.id desc limit ${page.limit + 1}`,
			);
			return rows.map((row) => stored(row).member);
		},

		/** For each person as a claim names them, the member they are, or null. */
		async match(people: readonly PersonOnClaim[], only: RowRule | null): Promise<(MemberMatch | null)[]> {
			const rows = await sql<MatchRow[]>`
				select person.position::integer, ${columnsOf(sql)}, ${subscriberOf(sql)} as subscriber_id, span.id as span_id, span.policy_id, span.plan_id,
					span.product, span.valid_from, span.valid_to
				from ${identified(sql, people)} as person join members as member on member.id = person.member_id
				left join lateral (
					select id, policy_id, plan_id, product, valid_from, valid_to from coverages
					where member_id = member.id order by valid_from, id
				) as span on true
				where ${visibleTo(sql, only)}`;
			const found: (MemberMatch | null)[] = people.map(() => null);
			for (const row of rows) addMatch(found, row);
			return found;
		},
	};
}

function stored({ version, ...member }: MemberRow): StoredMember {
	return { member, version };
}

function addMatch(found: (MemberMatch | null)[], row: MatchRow): void {
	const at = row.position - 1;
	const member = found[at] ?? matched(row);
	found[at] = member;
	if (row.span_id === null) return;
	const { span_id: id, policy_id, plan_id, product, valid_from: from, valid_to: to } = row;
	member.coverages.push({ id, policy_id, plan_id, product, from, to });
}

const matched = (row: MatchRow): MemberMatch => ({
	id: row.id,
	member_number: row.member_number,
	subscriber_number: row.subscriber_number,
	family_id: row.family_id,
	group_id: row.group_id,
	relationship: row.relationship,
	given_name: row.given_name,
	family_name: row.family_name,
	birth_date: row.birth_date,
	death_date: row.death_date,
	sex: row.sex,
	status: row.status,
	is_disabled: row.is_disabled,
	is_student: row.is_student,
	pre_existing: row.pre_existing,
	coverages: [],
	coordination: row.coordination,
	other_coverage: row.other_coverage,
	subscriber_id: row.subscriber_id,
});

/** A member's token sees that member, a group's its own people; no other restricted token sees anybody. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	if ('member_id' in only) return sql`member.id = ${only.member_id}`;
	if ('group_id' in only) return sql`member.group_id = ${only.group_id}`;
	return sql`false`;
}

function matching(sql: Sql, filter: MemberFilter): Fragment {
	const { member_number, family_id, group_id, name, birth_date } = filter;
	return sql`
		${member_number ? sql`and member.member_number = ${member_number}` : sql``}
		${family_id ? sql`and member.family_id = ${family_id}` : sql``}
		${group_id ? sql`and member.group_id = ${group_id}` : sql``}
		${birth_date ? sql`and member.birth_date = ${birth_date}` : sql``}
		${name ? sql`and (lower(member.family_name) like ${likePrefix(name)} or lower(member.given_name) like ${likePrefix(name)})` : sql``}`;
}

/** The columns of `member` as MemberFacts has them. */
const columnsOf = (sql: Sql): Fragment => sql`
	member.id, member.member_number, member.subscriber_number, member.family_id, member.group_id,
	member.relationship, member.given_name, member.family_name, member.birth_date, member.death_date, member.sex,
	member.status, member.is_disabled, member.is_student, member.pre_existing, member.coordination,
	member.other_coverage`;

/** Who holds the policy of the family of `member`; nobody where its employee is not on record. */
const subscriberOf = (sql: Sql): Fragment => sql`
	case when member.relationship = 'employee' then member.id else (
		select holder.id from members as holder
		where holder.subscriber_number = member.subscriber_number and holder.relationship = 'employee' limit 1
	) end`;

const factsOf = (sql: Sql): Fragment => sql`${columnsOf(sql)},
	(select coalesce(jsonb_agg(jsonb_build_object('id', coverage.id, 'policy_id', coverage.policy_id,
			'plan_id', coverage.plan_id, 'product', coverage.product,
			'from', coverage.valid_from, 'to', coverage.valid_to) order by coverage.valid_from, coverage.id), '[]')
		from coverages as coverage where coverage.member_id = member.id) as coverages`;

/**
 * Who the people on claims are, as (position, member_id):
 * 1. whoever has the number, unless the number is the employee's and the claim says that the patient is not;
 * 2. for the subscriber, the employee of the family with that number;
 * 3. else the family's dependant born that day, and of several the one with that given name.
 *
 * Each step is a look-up of its own, and none where the one before has found somebody. Joined as tables they were read
 * whole: a planner that knows nothing of a table that was just filled takes all employees for few.
 */
function identified(sql: Sql, people: readonly PersonOnClaim[]): Fragment {
	const column = columnArrays(people);
	return sql`(
		select person.position, coalesce(holder.found, employee.id, dependant.id) as member_id
		from unnest(
			${column(({ member_number }) => member_number)}::text::text[],
			${column(({ is_subscriber }) => String(is_subscriber))}::text::boolean[],
			${column(({ birth_date }) => birth_date)}::text::date[],
			${column(({ given_name }) => given_name)}::text::text[]
		) with ordinality as person(member_number, is_subscriber, birth_date, given_name, position)
		left join lateral (
			select case when person.is_subscriber or relationship <> 'employee' then id end as found, subscriber_number
			from members where member_number = person.member_number limit 1
		) as holder on true
		left join lateral (
			select id from members
			where holder.found is null and person.is_subscriber
				and subscriber_number = person.member_number and relationship = 'employee'
			limit 1
		) as employee on true
		left join lateral (
			select case
				when count(*) = 1 then (array_agg(one.id))[1]
				when count(*) filter (where one.is_named) = 1 then (array_agg(one.id) filter (where one.is_named))[1]
				end as id
			from (
				select born.id, lower(born.given_name) = lower(person.given_name) as is_named
				from members as born
				where holder.found is null and not person.is_subscriber
					and born.subscriber_number = coalesce(holder.subscriber_number, person.member_number)
					and born.birth_date = person.birth_date and born.relationship <> 'employee'
			) as one
		) as dependant on true)`;
}
