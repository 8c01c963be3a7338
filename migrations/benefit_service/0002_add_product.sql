-- Why: a member may have plans of several products at once, so each plan says of which it is; all that say nothing are of one.

alter table plans add column product text collate "C";
