-- Why: a person may decide otherwise than a rule that denied, also where the claim was decided and paid long ago; what they
-- propose waits for a second person beside whatever else the claim waits for.

alter table review_items add column kind text not null default 'pend' check (kind in ('pend', 'override'));
drop index review_items_waiting;
create unique index review_items_waiting on review_items (claim_id, kind) where status in ('open', 'awaiting_approval');
