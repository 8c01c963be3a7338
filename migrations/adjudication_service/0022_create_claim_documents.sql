-- Why: a document that is stored for a claim after it was submitted is one of those that the plan asks for, as much as one
-- that came with the claim. Which kind it is stays known when the document itself is removed: it was seen.

create table claim_documents (
	claim_id uuid not null,
	document_id uuid not null,
	kind text not null,
	received_at timestamptz not null default now(),
	primary key (claim_id, document_id)
);
