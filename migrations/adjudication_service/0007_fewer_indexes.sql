-- Why: a claim's decisions are only ever asked for by the one that stands, which has an index of its own; this one had to be
-- written with each decision and was read by nobody.
drop index decisions_by_claim;
