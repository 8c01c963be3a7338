-- Why: above an amount a second person has to agree, and what a person denied stays denied through every recalculation.

alter table review_items drop constraint review_items_status_check;
alter table review_items add constraint review_items_status_check
	check (status in ('open', 'awaiting_approval', 'released', 'denied', 'closed'));
-- What one person proposed, while it waits for another and after: { by, at, reason, prices }.
alter table review_items add column proposal jsonb;

drop index review_items_open;
create unique index review_items_waiting on review_items (claim_id) where status in ('open', 'awaiting_approval');
create index review_items_by_claim on review_items (claim_id, id);
create index review_items_by_amount on review_items (status, currency, (-billed), id);
create index review_items_by_reason on review_items using gin (reasons jsonb_path_ops)
	where status in ('open', 'awaiting_approval');

-- One a claim: the last word counts. The column `denial` of readjudications is written no more.
create table reviewed_denials (
	claim_id uuid primary key,
	-- { carc, group, remarks }
	denial jsonb not null,
	review_item_id uuid not null references review_items (id),
	reviewed_by text not null,
	reviewed_at timestamptz not null default now()
);
insert into reviewed_denials (claim_id, denial, review_item_id, reviewed_by, reviewed_at)
select distinct on (asked.claim_id) asked.claim_id, asked.denial, item.id, asked.requested_by, asked.requested_at
from readjudications as asked join review_items as item on item.claim_id = asked.claim_id and item.status = 'denied'
where asked.denial is not null
order by asked.claim_id, asked.id desc, item.id desc;
