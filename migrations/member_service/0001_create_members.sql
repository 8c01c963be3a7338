-- Why: who is covered, by which policy and plan, and between which dates.

create table members (
	id uuid primary key,
	-- The person's own number; collated by byte, as numbers are compared and never sorted for people.
	member_number text collate "C" not null unique,
	-- The family's number, under which all of it may be billed.
	subscriber_number text collate "C" not null,
	family_id uuid not null,
	group_id uuid not null,
	relationship text not null check (relationship in ('employee', 'spouse', 'child')),
	given_name text not null,
	family_name text not null,
	birth_date date not null,
	death_date date check (death_date >= birth_date),
	sex text not null check (sex in ('F', 'M', 'U')),
	status text not null check (status in ('active', 'ended')),
	is_disabled boolean not null,
	is_student boolean not null,
	pre_existing text[] not null,
	coordination jsonb,
	other_coverage jsonb,
	version integer not null default 1,
	created_at timestamptz not null default now()
);
-- A family has one employee; dependants are found by the family's number and their birth date.
create unique index members_employee on members (subscriber_number) where relationship = 'employee';
create index members_of_subscriber on members (subscriber_number, birth_date);
create index members_of_family on members (family_id, id);
create index members_of_group on members (group_id, id);
create index members_by_family_name on members (lower(family_name) text_pattern_ops);
create index members_by_given_name on members (lower(given_name) text_pattern_ops);

-- A span of days of one member as a range of texts, `<member><day>`: an exclusion constraint needs one value that
-- overlaps, and an index over (uuid, daterange) would need an extension that a schema cannot have for itself.
create type member_days as range (subtype = text, collation = "C");
create function member_days_of(member_id uuid, valid_from date, valid_to date) returns member_days
	language sql immutable parallel safe
	return member_days(
		member_id::text || lpad((valid_from - date '0001-01-01')::text, 7, '0'),
		member_id::text || coalesce(lpad((valid_to - date '0001-01-01')::text, 7, '0'), '9999999'),
		'[]'
	);

create table coverages (
	id uuid primary key,
	member_id uuid not null references members,
	policy_id uuid not null,
	plan_id text not null,
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	-- Deferrable, so that one statement may move the end of a span and add the next.
	constraint coverages_apart
		exclude using gist (member_days_of(member_id, valid_from, valid_to) with &&) deferrable
);
create index coverages_of_member on coverages (member_id, valid_from);
