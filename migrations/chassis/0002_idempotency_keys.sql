-- Why: a POST that creates may be sent twice and must happen once; its stored answer is part of the same transaction.
create table idempotency_keys (
	subject text not null,
	method text not null,
	path text not null,
	key text not null,
	request_hash text not null,
	status smallint not null,
	response text not null,
	created_at timestamptz not null default now(),
	primary key (subject, method, path, key)
);
-- Old keys leave by time.
create index idempotency_keys_age on idempotency_keys using brin (created_at);
