-- Why: documents that were asked for and did not come were told of again only by the denial. Before they are due whoever may have
-- them is reminded, once for each day until which they were asked for.

create table document_reminders (
	claim_id uuid not null,
	due date not null,
	-- How many were still missing.
	documents integer not null,
	reminded_at timestamptz not null default now(),
	primary key (claim_id, due)
);
