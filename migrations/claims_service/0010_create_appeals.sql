-- Why: whoever does not agree with what was decided may say so, and is answered; each appeal is kept beside its claim.

create table claim_appeals (
	id uuid primary key,
	claim_id uuid not null,
	-- The decision that they do not agree with.
	decision_id uuid not null,
	-- The kind of party that asked, as their token said: member, provider, staff, ….
	asked_by text not null,
	-- In their own words, which may hold health data: it leaves this table only for those who may see the claim.
	reason text not null,
	status text not null default 'open' check (status in ('open', 'upheld', 'granted', 'closed')),
	asked_at timestamptz not null,
	-- When it was answered, or the claim was cancelled first.
	closed_at timestamptz,
	check ((status = 'open') = (closed_at is null))
);
create index claim_appeals_by_claim on claim_appeals (claim_id, id);
create unique index claim_appeals_open on claim_appeals (claim_id) where status = 'open';

revoke delete on claim_appeals from claims_service;
