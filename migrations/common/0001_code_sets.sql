-- Codes are data, never constants in code: every code system a claim may be written in, with the time each code is valid.
create table code_systems (
	system text primary key,
	name text not null,
	version text not null,
	source text not null,
	loaded_at timestamptz not null default clock_timestamp()
);

create table codes (
	system text not null references code_systems,
	code text not null,
	valid_from date not null default '-infinity',
	valid_to date not null default 'infinity',
	display text not null,
	attributes jsonb not null default '{}',
	primary key (system, code, valid_from),
	check (valid_from <= valid_to)
);
