-- Why: what changes after claims were decided, as a late enrolment, another price or a void, touches decided claims. They are
-- found by index and decided again in the order of their dates, and what came of it can be seen.

-- The first and the last day of care, by which a change finds the claims that it may touch.
alter table decisions add column first_date date, add column last_date date;
update decisions set first_date = days.first, last_date = days.last
from (
	select decision_id, min(from_date) as first, max(last_date) as last from decision_lines group by decision_id
) as days
where days.decision_id = decisions.id;
create index decisions_of_family on decisions (family_id, last_date)
	where kind = 'decision' and reversed_by is null and family_id is not null;
create index decisions_of_provider on decisions (provider_id, last_date)
	where kind = 'decision' and reversed_by is null and provider_id is not null;
create index decisions_under_policy on decisions (policy_id, plan_version_id, last_date)
	where kind = 'decision' and reversed_by is null and policy_id is not null;

-- The numbers under which claims named a member or provider whom nobody knew: one who becomes known late finds them here.
-- A member's number is hashed; a provider's is in every directory.
create table unknown_parties (
	number text not null,
	claim_id uuid not null,
	primary key (number, claim_id)
);

-- Why claims are decided again: what changed, or who asked for it.
create table recalculations (
	id uuid primary key,
	-- The event that was heard, or 'requested'.
	cause text not null,
	-- The id of what changed; null where a person asked.
	subject text,
	-- Which claims it may touch: { family_id | member_id | provider_id | policy_id | plan_id | claim_ids, from }.
	touches jsonb not null,
	-- Decided again whether or not the facts about them have changed.
	is_forced boolean not null,
	requested_by text not null,
	correlation_id text not null,
	requested_at timestamptz not null default now(),
	-- When its claims were looked for; null until then.
	found_at timestamptz
);
create index recalculations_waiting on recalculations (requested_at) where found_at is null;

-- One family that a change touches: the unit in which claims are decided again, for their balances hang together.
create table family_recalculations (
	id bigint primary key generated always as identity,
	recalculation_id uuid not null references recalculations (id),
	-- Null where nobody knows whose claim it is: then it is one claim.
	family_id uuid,
	claim_ids uuid[] not null,
	-- From this day on whatever the facts; null where only claims with changed facts are a reason.
	since date,
	-- Not before; put off while somebody works on it.
	ripe_at timestamptz not null,
	failures integer not null default 0,
	error_code text,
	-- Given up until somebody has looked at it.
	parked_at timestamptz,
	done_at timestamptz,
	-- How many claims were looked at and how many have another decision now.
	looked_at integer,
	adjusted integer,
	-- What the plan pays more (or less), in minor units by currency.
	net jsonb
);
create index family_recalculations_waiting on family_recalculations (ripe_at) where done_at is null and parked_at is null;
create index family_recalculations_of_cause on family_recalculations (recalculation_id);
create index family_recalculations_done on family_recalculations (family_id, done_at) where done_at is not null;
