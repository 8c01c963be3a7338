-- Why: members and providers are told once per payment run, by the channel they chose, and every attempt is on record.

-- An id that rises with time, for rows that are made here by the hundred thousand.
create function uuid_v7() returns uuid
	language sql volatile parallel safe
	return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
		placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
		52, 1), 53, 1), 'hex')::uuid;

-- How far a payment run has been heard of. Its events come in any order: whichever is last completes it.
create table runs (
	run_id uuid primary key,
	settled integer not null default 0,
	expected integer,
	announced_at timestamptz
);

-- What is collected for each recipient until then.
create table digests (
	run_id uuid not null,
	recipient_kind text not null check (recipient_kind in ('member', 'provider')),
	recipient_id uuid not null,
	claims integer not null,
	primary key (run_id, recipient_kind, recipient_id)
);

create table preferences (
	recipient_kind text not null check (recipient_kind in ('member', 'provider')),
	recipient_id uuid not null,
	-- Null: nothing goes out by e-mail.
	email text,
	is_muted boolean not null,
	locale text not null,
	version integer not null default 1,
	primary key (recipient_kind, recipient_id)
);

create table webhooks (
	id uuid primary key,
	url text not null,
	topics text[] not null,
	-- Whose notifications it gets; null is the payer's own view of each run.
	recipient_kind text check (recipient_kind in ('member', 'provider')),
	recipient_id uuid,
	created_at timestamptz not null,
	removed_at timestamptz,
	check ((recipient_kind is null) = (recipient_id is null))
);
create index webhooks_of_recipient on webhooks (recipient_kind, recipient_id) where removed_at is null;

-- Two are good at a time while one takes over; messages are signed with both.
create table webhook_secrets (
	webhook_id uuid not null references webhooks,
	secret_id uuid not null,
	sealed text not null,
	expires_at timestamptz,
	primary key (webhook_id, secret_id)
);

-- A published version is never changed: what was sent can be shown again.
create table templates (
	topic text not null,
	locale text not null,
	version integer not null,
	subject text not null,
	body text not null,
	published_at timestamptz not null default now(),
	primary key (topic, locale, version)
);

create table notifications (
	id uuid primary key,
	topic text not null,
	run_id uuid not null,
	recipient_kind text not null check (recipient_kind in ('member', 'provider', 'payer')),
	recipient_id uuid,
	claims integer not null,
	channel text not null check (channel in ('log', 'email', 'webhook')),
	webhook_id uuid references webhooks,
	status text not null default 'queued' check (status in ('queued', 'delivered', 'failed')),
	attempts integer not null default 0,
	-- Of the present round; an operator's retry begins another.
	tries integer not null default 0,
	-- While a message is being sent this lies ahead, so that no one else sends it, and after a crash somebody does.
	next_attempt_at timestamptz,
	error_code text,
	created_at timestamptz not null default now(),
	delivered_at timestamptz,
	unique nulls not distinct (run_id, topic, recipient_kind, recipient_id, channel, webhook_id)
);
create index notifications_due on notifications (next_attempt_at) where status = 'queued';
create index notifications_of_recipient on notifications (recipient_kind, recipient_id, id);
create index notifications_by_status on notifications (status, id);
create index notifications_by_age on notifications using brin (created_at);

create table deliveries (
	notification_id uuid not null references notifications on delete cascade,
	attempt integer not null,
	attempted_at timestamptz not null,
	-- Null where it reached its channel.
	error_code text,
	primary key (notification_id, attempt)
);
