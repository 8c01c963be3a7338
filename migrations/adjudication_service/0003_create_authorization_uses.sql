-- Why: authorization-service shows what claims have used of a letter, and has to be told after the decision has been made.

create table authorization_uses (
	authorization_id uuid not null,
	claim_id uuid not null,
	currency text not null,
	-- What the claim uses now, in all; 0 where its decision was undone.
	amount numeric(20, 4) not null,
	-- Grows with every change, so that a change while an older one is being told is told too.
	version integer not null default 1,
	told_version integer not null default 0,
	primary key (authorization_id, claim_id)
);
create index authorization_uses_untold on authorization_uses (authorization_id) where told_version < version;
create index authorization_uses_by_claim on authorization_uses (claim_id);
