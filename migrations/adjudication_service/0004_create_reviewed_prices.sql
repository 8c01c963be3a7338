-- Why: where no contract has a price a person gives one, and no recalculation puts another in its place.

create table reviewed_prices (
	claim_id uuid not null,
	line integer not null,
	-- Whole minor units of the claim's currency.
	allowed bigint not null check (allowed >= 0),
	review_item_id uuid not null references review_items (id),
	reviewed_by text not null,
	reviewed_at timestamptz not null default now(),
	primary key (claim_id, line)
);
