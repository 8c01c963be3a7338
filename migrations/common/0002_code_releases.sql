-- Why: the edits that coding rules go by (pairs, units, necessity, valid codes) are data in releases that never change, so
-- that a decision can cite the release it saw and be made again by it years later.

create table code_releases (
	id integer primary key generated always as identity,
	-- What plans name, as ncci-ptp; all releases of a set are of one kind.
	code_set text not null,
	kind text not null check (kind in ('ptp', 'included', 'exclusive', 'add-on', 'necessity', 'mue', 'bounds', 'icd10',
		'procedures', 'experimental')),
	version text not null,
	-- Of several releases of a set the one that came out last is in force.
	released_on date not null,
	-- Of the files: the same again is the release that is there.
	content_hash text not null,
	rows integer not null,
	source text not null,
	loaded_at timestamptz not null default clock_timestamp(),
	unique (code_set, version)
);

-- Two codes that have to do with each other: denied and paid, base and add-on, procedure and diagnosis. No foreign key and no
-- index by code here nor below: a release is written, and read into memory, as a whole.
create table code_pairs (
	release_id integer not null,
	-- The row of the file.
	row integer not null,
	-- ptp: column 1; included: the including service; add-on: the base; necessity: the procedure.
	code1 text not null,
	-- ptp: column 2, which is denied; included: the included one; add-on: the add-on; necessity: a diagnosis or its beginning.
	code2 text not null,
	valid_from date,
	valid_to date,
	-- ptp: 0 no modifier helps, 1 a proper one does, 9 no edit.
	indicator smallint check (indicator in (0, 1, 9)),
	primary key (release_id, row),
	check (valid_from <= valid_to)
);

-- What is said of one code: that it is valid, its most units, its ages and sex.
create table code_entries (
	release_id integer not null,
	row integer not null,
	code text not null,
	valid_from date,
	valid_to date,
	max_units integer check (max_units >= 0),
	-- 1: per line; 2 and 3: per day.
	mai smallint check (mai between 1 and 3),
	age_min smallint,
	age_max smallint,
	sex text check (sex in ('F', 'M')),
	display text,
	primary key (release_id, row),
	check (valid_from <= valid_to),
	check (age_min <= age_max)
);
