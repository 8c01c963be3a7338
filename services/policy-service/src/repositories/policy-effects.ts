import { bulkEffect, type NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import { isNew, type Revision } from '@claims-askes/kernel/revision';
import type { GroupChange } from '../domain/group';
import type { Policy, PolicyChange } from '../domain/policy';

/**
 * The writes that bring these changes about, for `commit`; `groups_changed` and `policies_changed` count the rows that
 * were still as read.
 */
export function policyEffects(
	sql: Sql,
	groups: readonly GroupChange[],
	policies: readonly PolicyChange[],
): NamedEffect[] {
	const issued = policies.filter(isNew).map(({ after }) => rowOf(after));
	return [
		...bulkEffect(
			'groups_created',
			groups.filter(isNew).map(({ after }) => after),
			(rows) => insertGroups(sql, rows),
		),
		...bulkEffect('groups_changed', groups.filter(isKnown).map(withVersion), (rows) =>
			updateGroups(sql, rows),
		),
		...bulkEffect('policies_issued', issued, (rows) => insertPolicies(sql, rows)),
		...bulkEffect('policies_changed', policies.filter(isKnown).map(withVersion), (rows) =>
			updatePolicies(sql, rows),
		),
		...bulkEffect('classes_added', policies.flatMap(addedClasses), (rows) => insertClasses(sql, rows)),
		...bulkEffect('endorsements_recorded', policies.flatMap(recorded), (rows) =>
			insertEndorsements(sql, rows),
		),
	];
}

const isKnown = (revision: Revision<unknown>) => !isNew(revision);
const withVersion = <T extends object>({
	after,
	version,
}: {
	readonly after: T;
	readonly version: number;
}) => ({
	...after,
	version,
});

const rowOf = ({ excess, ...policy }: Policy) => ({
	...policy,
	excess_mode: excess?.mode ?? null,
	excess_fund: excess?.fund ?? null,
	excess_adds_room: excess?.add_room ?? false,
});

function addedClasses({ before, after }: PolicyChange) {
	const known = new Set(before?.classes.map((one) => `${one.class} ${one.from}`));
	return after.classes
		.filter((one) => !known.has(`${one.class} ${one.from}`))
		.map((one) => ({ ...one, policy_id: after.id }));
}

const recorded = ({ after, endorsements }: PolicyChange) =>
	endorsements.map((endorsement) => ({ ...endorsement, policy_id: after.id }));

const insertGroups = (sql: Sql, json: string): Fragment => sql`
	insert into groups (id, number, name)
	select id, number, name from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, number text, name text), once`;

const updateGroups = (sql: Sql, json: string): Fragment => sql`
	update groups as known set name = row.name, version = row.version + 1
	from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, name text, version integer), once
	where known.id = row.id and known.version = row.version`;

const insertPolicies = (sql: Sql, json: string): Fragment => sql`
	insert into policies (id, number, group_id, currency, valid_from, valid_to, has_aso, excess_mode, excess_fund,
		excess_adds_room)
	select id, number, group_id, currency, "from", "to", has_aso, excess_mode, excess_fund, excess_adds_room
	from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, number text, group_id uuid, currency text,
		"from" date, "to" date, has_aso boolean, excess_mode text, excess_fund text, excess_adds_room boolean), once`;

const updatePolicies = (sql: Sql, json: string): Fragment => sql`
	update policies as policy set valid_to = row."to", version = row.version + 1
	from jsonb_to_recordset(${json}::text::jsonb) as row(id uuid, "to" date, version integer), once
	where policy.id = row.id and policy.version = row.version`;

const insertClasses = (sql: Sql, json: string): Fragment => sql`
	insert into policy_classes (policy_id, class, valid_from, plan_id, room_class)
	select policy_id, class, "from", plan_id, room_class
	from jsonb_to_recordset(${json}::text::jsonb)
		as row(policy_id uuid, class text, "from" date, plan_id text, room_class text), once`;

const insertEndorsements = (sql: Sql, json: string): Fragment => sql`
	insert into endorsements (id, policy_id, effective_on, change)
	select id, policy_id, effective_on, change
	from jsonb_to_recordset(${json}::text::jsonb)
		as row(id uuid, policy_id uuid, effective_on date, change jsonb), once`;
