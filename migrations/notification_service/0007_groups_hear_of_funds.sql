-- Why: a group is told how far its funds are used and that they are short. That belongs to no payment run: each such event makes
-- one notification by each channel.

alter table preferences
	drop constraint preferences_recipient_kind_check,
	add constraint preferences_recipient_kind_check check (recipient_kind in ('member', 'provider', 'group'));
alter table webhooks
	drop constraint webhooks_recipient_kind_check,
	add constraint webhooks_recipient_kind_check check (recipient_kind in ('member', 'provider', 'group'));

alter table notifications
	alter column run_id drop not null,
	alter column claims drop not null,
	-- What is told: of a payment run so many claims, of an event its facts.
	add column event_id uuid,
	add column facts jsonb,
	drop constraint notifications_recipient_kind_check,
	add constraint notifications_recipient_kind_check check (recipient_kind in ('member', 'provider', 'group', 'payer')),
	add constraint notifications_tell_of_one check (
		num_nonnulls(run_id, event_id) = 1
		and num_nonnulls(run_id, claims) in (0, 2) and num_nonnulls(event_id, facts) in (0, 2)
	);

drop index notifications_sent_once;
create unique index notifications_sent_once
	on notifications (run_id, topic, recipient_kind, recipient_id, channel, webhook_id) nulls not distinct
	where channel <> 'log' and run_id is not null;
create unique index notifications_of_event on notifications (event_id, recipient_id, channel, webhook_id) nulls not distinct
	where event_id is not null;

insert into templates (topic, locale, version, subject, body) values
	('fund.alerted', 'en', 1, 'A fund of your policy needs a look',
		E'{{percent}} percent of a fund of your policy are used.\n\nFund: {{fund}}\nPolicy: {{policy_id}}\nReference: {{notification_id}}\n'),
	('fund.alerted', 'id', 1, 'Dana polis Anda perlu diperhatikan',
		E'Dana polis Anda sudah terpakai {{percent}} persen.\n\nDana: {{fund}}\nPolis: {{policy_id}}\nReferensi: {{notification_id}}\n'),
	('fund.short', 'en', 1, 'A fund of your policy needs a top-up',
		E'Claims wait because the ASO balance of your policy is too small: {{currency}} {{needed}} are needed for one, and {{currency}} {{available}} are there. They are decided by themselves once it is topped up.\n\nPolicy: {{policy_id}}\nReference: {{notification_id}}\n'),
	('fund.short', 'id', 1, 'Dana polis Anda perlu ditambah',
		E'Ada klaim yang menunggu karena saldo ASO polis Anda tidak cukup: satu klaim memerlukan {{currency}} {{needed}}, sedangkan saldo yang ada {{currency}} {{available}}. Klaim akan diproses kembali setelah saldo ditambah.\n\nPolis: {{policy_id}}\nReferensi: {{notification_id}}\n');
