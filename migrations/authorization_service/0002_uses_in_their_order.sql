-- Why: of two processes that tell what a claim uses the slower one may tell an earlier use last. Each use has a number that rises,
-- and what comes after a later one changes nothing. 0: from somebody who numbers nothing.
alter table consumptions add column version integer not null default 0 check (version >= 0);
