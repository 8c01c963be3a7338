-- Why: a notification that went to the log was written into five indexes, one of them of six columns, and three of these asked for
-- what it cannot be: a message that is still to be sent, or one that is queued twice. It is made once, when its batch is taken.

create unique index notifications_sent_once
	on notifications (run_id, topic, recipient_kind, recipient_id, channel, webhook_id) nulls not distinct
	where channel <> 'log';
alter table notifications
	drop constraint notifications_run_id_topic_recipient_kind_recipient_id_chan_key;
create index notifications_of_run on notifications (run_id, id);

-- Nearly all are delivered, and found by their ids.
create index notifications_undelivered on notifications (status, id) where status <> 'delivered';
drop index notifications_by_status;
