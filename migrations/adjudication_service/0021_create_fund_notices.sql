-- Why: a group is told once that its fund runs low or is short, however many claims wait for it or are decided again, and once
-- more after it was topped up.

create table fund_notices (
	-- The balance: fund:<name>|policy:<id>.
	key text not null,
	kind text not null check (kind in ('alerted', 'short')),
	-- What had ever been put in when it was told, in minor units: a top-up makes it another.
	credited bigint not null,
	-- How much of it was used; 100 where it was short.
	percent smallint not null,
	primary key (key, kind, credited, percent)
);
