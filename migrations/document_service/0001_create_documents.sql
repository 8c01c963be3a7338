-- Why: papers that belong to claims and people: what they are, where their bytes lie, and how long they are kept.
create table documents (
	id uuid primary key,
	kind text not null,
	media_type text not null,
	-- As the sender called it; it may well hold a name, so it is shown to those who may see the document and nowhere else.
	file_name text,
	claim_id uuid,
	member_id uuid,
	provider_id uuid,
	status text not null check (status in ('awaiting_content', 'stored', 'removing', 'removed')),
	-- Announced by the sender, and then what the bytes turned out to be.
	size_bytes bigint check (size_bytes >= 0),
	sha256 text,
	content_key text,
	created_at timestamptz not null,
	stored_at timestamptz,
	check (status <> 'stored'
		or (size_bytes is not null and sha256 is not null and content_key is not null and stored_at is not null))
);
create index documents_of_claim on documents (claim_id, id) where claim_id is not null;
create index documents_of_member on documents (member_id, id) where member_id is not null;
create index documents_of_provider on documents (provider_id, id) where provider_id is not null;
create index documents_by_age on documents (kind, stored_at) where status = 'stored';
create index documents_unfinished on documents (created_at) where status in ('awaiting_content', 'removing');

-- Bytes that are on their way in. A row that stays behind names what a crash left in the store.
create table uploads (
	content_key text primary key,
	document_id uuid not null,
	started_at timestamptz not null
);
create index uploads_by_age on uploads (started_at);
