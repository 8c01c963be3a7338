-- Why: a claim's decision is stored once, with all that explains and repeats it, and undone only by another.

create table decisions (
	id uuid primary key,
	-- Taken under the lock of the member's family, so that it says in which order a family's decisions were made: what one of
	-- them saw of the others can be found again without having been stored.
	position bigint not null generated always as identity,
	-- A reversal undoes what a decision moved; it has the same amounts with the other sign, and no lines.
	kind text not null check (kind in ('decision', 'reversal')),
	claim_id uuid not null,
	claim_number text not null,
	-- The key of the claim's events: what must stay in order.
	family_key text not null,
	member_id uuid,
	family_id uuid,
	group_id uuid,
	provider_id uuid,
	policy_id uuid,
	plan_version_id uuid,
	contract_id uuid,
	outcome text not null check (outcome in ('pended', 'denied', 'partially_approved', 'approved')),
	currency text not null,
	billed numeric(20, 4) not null,
	allowed numeric(20, 4) not null,
	paid numeric(20, 4) not null,
	member_owes numeric(20, 4) not null,
	provider_writes_off numeric(20, 4) not null,
	other numeric(20, 4) not null,
	engine_version text not null,
	decided_at timestamptz not null,
	-- The engine, or the person who denied the claim.
	decided_by text not null,
	-- What a reversal undoes, or the pended decision in whose place this one stands.
	reverses uuid references decisions (id),
	-- The reversal, or the decision that stands in this one's place; null while it is the claim's live decision.
	reversed_by uuid,
	-- The lines, adjustments and alerts as they are published. As json and not jsonb: a replay compares its very bytes.
	body json,
	-- The facts that were seen and the trace of what was done with them, as compressed JSON.
	record bytea,
	check ((kind = 'decision') = (body is not null))
);
-- A claim has one live decision at most, whoever decides it.
create unique index decisions_live on decisions (claim_id) where kind = 'decision' and reversed_by is null;
-- A replay goes through a span of time in the order in which decisions were made.
create unique index decisions_in_order on decisions (position);
create index decisions_age on decisions using brin (decided_at);
create index decisions_by_claim on decisions (claim_id, id);
create index decisions_by_member on decisions (member_id, id) where member_id is not null;

-- The lines of decisions: the member's history, as later claims are judged against it. Here and in the movements no foreign
-- key: they are only ever written with their decision, and the check would cost more than the row.
create table decision_lines (
	decision_id uuid not null,
	number integer not null,
	claim_id uuid not null,
	member_id uuid,
	-- Text, for a provider whom nobody knows has a number and no id.
	provider text not null,
	code text not null,
	modifiers text[] not null,
	from_date date not null,
	to_date date,
	units integer not null,
	billed bigint not null,
	benefit text,
	outcome text not null check (outcome in ('pay', 'deny', 'pend')),
	case_id text not null,
	admitted date,
	discharged date,
	room_class text,
	diagnosis text,
	-- The last day on which it may matter to a later claim: of its service, or of its stay.
	last_date date not null,
	-- Its decision no longer stands: later claims do not see it.
	is_voided boolean not null default false,
	primary key (decision_id, number)
);
-- With the voided ones, for a replay sees what stood then; there are few of them.
create index decision_lines_history on decision_lines (member_id, last_date);

-- What is used of limits, pools, deductibles, authorizations and funds: whole minor units, or a count.
create table accumulators (
	key text not null,
	currency text not null,
	-- Whose it is: member:<id>, family:<id>, group:<id>, policy:<id>, or auth:<id>.
	owner text not null,
	used bigint not null,
	primary key (key, currency)
) with (fillfactor = 70);
create index accumulators_by_owner on accumulators (owner);

create table accumulator_movements (
	decision_id uuid not null,
	number integer not null,
	key text not null,
	line integer not null,
	amount bigint not null,
	primary key (decision_id, number)
);

-- Claims that were cancelled. One that is not decided yet never will be.
create table voided_claims (
	claim_id uuid primary key,
	replaced_by uuid,
	voided_at timestamptz not null default now()
);
