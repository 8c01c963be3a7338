-- Why: claims as they came, where each of them stands, and how it got there.

-- A process takes a thousand numbers at a time, so that a claim's number costs no round trip. What it leaves unused is a gap.
create sequence claim_number_blocks increment 1000;

-- Many claims that came together, as the claims of a file did.
create table claim_batches (
	id uuid primary key,
	name text not null,
	format text not null,
	-- How many claims the sender says there are; null where they did not count.
	expected integer,
	submitted_by text not null,
	created_at timestamptz not null,
	accepted integer not null default 0,
	duplicate integer not null default 0,
	rejected integer not null default 0
);
create index claim_batches_by_submitter on claim_batches (submitted_by, id);

-- A claim's place in its life. Ids are UUIDv7, so `(x, id)` is "of x, in the order they came": every list pages by it.
create table claims (
	id uuid primary key,
	claim_number text not null unique,
	status text not null,
	-- Counts the moves; the same number is the move's `seq` in the history.
	version integer not null default 1,
	-- What must stay in order: one payer's subscriber, and with them their family.
	family_key text not null,
	submitter_claim_id text not null,
	type text not null,
	use text not null,
	frequency_code text not null,
	currency text not null,
	total_charge numeric(20, 4) not null,
	billing_npi text,
	service_from date,
	service_to date,
	received_at timestamptz not null,
	-- The day of receipt in the payer's time zone.
	received_on date not null,
	batch_id uuid references claim_batches,
	-- Of an imported claim: where it stood, and a hash of what it said. The same file again brings the same identities.
	identity text,
	replaces_id uuid,
	replaced_by_id uuid,
	-- Known once the claim is decided.
	decision_id uuid,
	member_id uuid,
	provider_id uuid,
	paid numeric(20, 4),
	-- What intake noticed and let pass.
	warnings json,
	updated_at timestamptz not null
);
create unique index claims_by_identity on claims (identity) where identity is not null;
create index claims_by_status on claims (status, id);
create index claims_by_batch on claims (batch_id, id) where batch_id is not null;
create index claims_by_member on claims (member_id, id) where member_id is not null;
create index claims_by_provider on claims (provider_id, id) where provider_id is not null;
create index claims_by_billing_npi on claims (billing_npi, id) where billing_npi is not null;
create index claims_by_submitter_claim_id on claims (submitter_claim_id, id);

-- What follows belongs to a claim without a foreign key: it is only ever written by the statement that writes the claim,
-- nobody may delete either, and five checks for each claim are a quarter of what a thousand claims cost to store.

-- The canonical claim, for ever as it came: json and not jsonb, because it is kept and handed on, never searched. It lies
-- apart because a claim moves several times, and each move would write it again.
create table claim_contents (
	claim_id uuid primary key,
	content json not null
);

-- The lines again, in columns, for questions that are asked of many claims.
create table claim_lines (
	claim_id uuid not null,
	number integer not null,
	service_date date,
	service_date_end date,
	procedure_code text,
	revenue_code text,
	units numeric(12, 3) not null,
	charge numeric(20, 4) not null,
	primary key (claim_id, number)
);

-- Every move of every claim, in order. The first one has no `from_status`.
create table claim_history (
	claim_id uuid not null,
	seq integer not null,
	at timestamptz not null,
	from_status text,
	to_status text not null,
	reason text,
	-- The event that made the claim move; null where a person or a caller did.
	event_id uuid,
	primary key (claim_id, seq)
);

-- What is stored stays as it was: a correction is another claim.
revoke update, delete on claim_contents, claim_lines, claim_history from claims_service;
revoke delete on claims, claim_batches from claims_service;
