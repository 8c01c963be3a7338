-- Why: which employer has which contract with us, under which plans, and what money was put into its funds.

create table groups (
	id uuid primary key,
	number text collate "C" not null unique,
	name text not null,
	version integer not null default 1,
	created_at timestamptz not null default now()
);

create table policies (
	id uuid primary key,
	number text collate "C" not null unique,
	group_id uuid not null references groups,
	currency text not null,
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	-- The group funds its claims itself, out of what it puts in.
	has_aso boolean not null,
	excess_mode text check (
		excess_mode in ('standard', 'any_cause', 'except_exclusions', 'except_exclusions_and_non_medical')
	),
	excess_fund text check (excess_fund in ('buffer', 'non_benefit')),
	excess_adds_room boolean not null,
	version integer not null default 1,
	created_at timestamptz not null default now(),
	-- In the standard mode the member owes the excess, else one fund pays it.
	check ((coalesce(excess_mode, 'standard') = 'standard') = (excess_fund is null))
);
create index policies_of_group on policies (group_id, id);

-- Which plan and room a class of people has, from a day on.
create table policy_classes (
	policy_id uuid not null references policies,
	class text not null,
	valid_from date not null,
	plan_id text not null,
	room_class text,
	primary key (policy_id, class, valid_from)
);

-- What was changed of a policy, and from which day on.
create table endorsements (
	id uuid primary key,
	policy_id uuid not null references policies,
	effective_on date not null,
	change jsonb not null,
	recorded_at timestamptz not null default now()
);
create index endorsements_of_policy on endorsements (policy_id, id);

-- What was ever put into a fund; what is used of it, adjudication knows.
create table fund_credits (
	id uuid primary key,
	policy_id uuid not null references policies,
	fund text not null check (fund in ('aso', 'buffer', 'non_benefit')),
	amount numeric(20, 4) not null check (amount > 0),
	currency text not null,
	-- The transfer's own number: the same money is not put in twice.
	reference text not null,
	credited_at timestamptz not null default now(),
	unique (policy_id, fund, reference)
);

-- Facts are added, never changed and never taken away; of a policy only its end moves.
revoke update, delete on policies, policy_classes, endorsements, fund_credits from policy_service;
grant update (valid_to, version) on policies to policy_service;
