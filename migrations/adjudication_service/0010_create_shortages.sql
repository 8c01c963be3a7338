-- Why: where a pool of a group or a policy's fund had too little left for a claim, and another claim gives some of it back or
-- money is put in, the claims that were cut for want of it are found by index and decided again, the oldest first.

-- Written with the decision that was cut; those of decisions that no longer stand are passed over, and cleared now and then.
create table shortages (
	key text not null,
	currency text not null,
	-- The order of the line: the first day of care.
	first_date date not null,
	family_id uuid not null,
	decision_id uuid not null,
	-- What there was of it in all, in minor units or as a count: whoever waits can have more while less than this is used.
	most bigint not null,
	primary key (key, currency, first_date, family_id, decision_id)
);
