-- Why: what was asked for and did not come in time is denied by rule 29, and stays known for every decision to come.

create table unanswered_documents (
	claim_id uuid not null,
	document text not null,
	-- The request that was not answered.
	review_item_id uuid not null references review_items (id),
	due date not null,
	primary key (claim_id, document)
);

create index review_items_by_due on review_items ((request ->> 'due')) where status = 'open' and request is not null;
