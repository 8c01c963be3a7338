-- Why: a claim that is being decided by the facts of before a change is not yet among the decided claims that the change
-- touches. A change is looked at once everybody who began to gather facts before it was heard has stored what came of them.
-- Unlogged: after a crash nobody has facts in hand any more.

create unlogged table facts_in_hand (
	id uuid primary key,
	began_at timestamptz not null default clock_timestamp()
);
