-- Why: a login in progress, a session or a refresh token must outlive a restart and be seen by every replica.
create table artifacts (
	kind text not null,
	-- The hash of what its bearer holds, for kinds that are secrets.
	id text not null,
	payload jsonb not null,
	grant_id text,
	user_code text,
	uid text,
	expires_at timestamptz,
	primary key (kind, id)
);
create index artifacts_grant on artifacts (grant_id) where grant_id is not null;
create index artifacts_user_code on artifacts (user_code) where user_code is not null;
create index artifacts_uid on artifacts (uid) where uid is not null;
create index artifacts_expiry on artifacts (expires_at);
