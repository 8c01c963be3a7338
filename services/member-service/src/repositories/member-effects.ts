import { bulkEffect, type NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { Coverage } from '@claims-askes/contracts/coverage-facts';
import { isNew } from '@claims-askes/kernel/revision';
import type { MemberChange } from '../domain/member';

/** The writes that bring these changes about, for `commit`; `members_changed` counts the rows that were still as read. */
export function memberEffects(sql: Sql, changes: readonly MemberChange[]): NamedEffect[] {
	const created = changes.filter(isNew).map(({ after }) => after);
	const changed = changes
		.filter((change) => !isNew(change))
		.map(({ after, version }) => ({ ...after, version }));
	const spans = changes.map(spansOf);
	return [
		...bulkEffect('members_created', created, (rows) => insertMembers(sql, rows)),
		...bulkEffect('members_changed', changed, (rows) => updateMembers(sql, rows)),
		...bulkEffect(
			'coverages_withdrawn',
			spans.flatMap(({ withdrawn }) => withdrawn),
			(rows) => withdraw(sql, rows),
		),
		...bulkEffect(
			'coverages_ended',
			spans.flatMap(({ ended }) => ended),
			(rows) => endCoverages(sql, rows),
		),
		...bulkEffect(
			'coverages_added',
			spans.flatMap(({ added }) => added),
			(rows) => insertCoverages(sql, rows),
		),
	];
}

/** How the spans of a member differ: an end may move; any other difference is another span. */
function spansOf({ before, after }: MemberChange) {
	const known = new Map(before?.coverages.map((span) => [span.id, span]));
	const kept = new Set(after.coverages.map(({ id }) => id));
	const ofMember = (span: Coverage) => ({ ...span, member_id: after.id });
	return {
		added: after.coverages.filter(({ id }) => !known.has(id)).map(ofMember),
		ended: after.coverages.filter(({ id, to }) => known.has(id) && known.get(id)?.to !== to),
		withdrawn: [...known.values()].filter(({ id }) => !kept.has(id)),
	};
}

const MEMBER_COLUMNS = `id uuid, member_number text, subscriber_number text, family_id uuid, group_id uuid,
	relationship text, given_name text, family_name text, birth_date date, death_date date, sex text, status text,
	is_disabled boolean, is_student boolean, pre_existing text[], coordination jsonb, other_coverage jsonb,
	version integer`;

function insertMembers(sql: Sql, json: string): Fragment {
	return sql`insert into members (id, member_number, subscriber_number, family_id, group_id, relationship,
			given_name, family_name, birth_date, death_date, sex, status, is_disabled, is_student, pre_existing,
			coordination, other_coverage)
		select id, member_number, subscriber_number, family_id, group_id, relationship, given_name, family_name,
			birth_date, death_date, sex, status, is_disabled, is_student, pre_existing, coordination, other_coverage
		from jsonb_to_recordset(${json}::text::jsonb) as row(${sql.unsafe(MEMBER_COLUMNS)}), once`;
}

function updateMembers(sql: Sql, json: string): Fragment {
	return sql`update members as member set (relationship, given_name, family_name, birth_date, death_date, sex, status,
			is_disabled, is_student, pre_existing, coordination, other_coverage, version) =
			(row.relationship, row.given_name, row.family_name, row.birth_date, row.death_date, row.sex, row.status,
			row.is_disabled, row.is_student, row.pre_existing, row.coordination, row.other_coverage, row.version + 1)
		from jsonb_to_recordset(${json}::text::jsonb) as row(${sql.unsafe(MEMBER_COLUMNS)}), once
		where member.id = row.id and member.version = row.version`;
}

function insertCoverages(sql: Sql, json: string): Fragment {
	return sql`insert into coverages (id, member_id, policy_id, plan_id, product, valid_from, valid_to)
		select id, member_id, policy_id, plan_id, product, "from", "to"
		from jsonb_to_recordset(${json}::text::jsonb)
			as row(id uuid, member_id uuid, policy_id uuid, plan_id text, product text, "from" date, "to" date), once`;
}

function endCoverages(sql: Sql, json: string): Fragment {
	return sql`update coverages as coverage set valid_to = row."to"
		from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, "to" date), once
		where coverage.id = row.id`;
}

function withdraw(sql: Sql, json: string): Fragment {
	return sql`delete from coverages as coverage using jsonb_to_recordset(${json}::text::jsonb) as row(id uuid), once
		where coverage.id = row.id`;
}
