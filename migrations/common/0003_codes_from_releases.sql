-- Why: the codes that intake looks up and those that adjudication judges by are one fact, loaded by one command. A release may
-- say which code system of claims it is; a system has the codes of all its releases. The two tables were never loaded.

alter table code_releases add column system text;
create index code_entries_by_code on code_entries (code, release_id);

drop table codes;
drop table code_systems;

-- Under the names of the tables, so that services of before go on beside those of now.
create view code_systems as
select distinct system from code_releases where system is not null;

create view codes as
select system, code, coalesce(valid_from, '-infinity') as valid_from, coalesce(valid_to, 'infinity') as valid_to,
	coalesce(display, '') as display
from code_entries join code_releases on code_releases.id = release_id
where system is not null;
