-- Why: what is only logged reaches nobody outside, so nothing can happen between taking it and noting that it was: it is
-- delivered in one step, where it was written twice. Each of the two kinds is found without walking past the other.
create index notifications_to_log on notifications (next_attempt_at) where status = 'queued' and channel = 'log';
create index notifications_to_send on notifications (next_attempt_at) where status = 'queued' and channel <> 'log';
drop index notifications_due;

-- Attempts are only ever written with their notification, and leave with it.
alter table deliveries drop constraint deliveries_notification_id_fkey;
