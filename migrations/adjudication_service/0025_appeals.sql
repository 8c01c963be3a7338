-- Why: whoever appealed a claim waits for a person too; who answers either leaves what was decided or overrides it.

alter table review_items drop constraint review_items_kind_check;
alter table review_items add constraint review_items_kind_check check (kind in ('pend', 'override', 'appeal'));
alter table review_items drop constraint review_items_status_check;
alter table review_items add constraint review_items_status_check
	check (status in ('open', 'awaiting_approval', 'released', 'denied', 'closed', 'upheld', 'granted'));
