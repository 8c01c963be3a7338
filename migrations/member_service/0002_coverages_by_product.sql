-- Why: a member may hold several products at once, so spans are kept apart by member and product instead of by member.

-- That of the plan, which keeps it for ever; null is the product of all plans that name none.
alter table coverages add column product text collate "C";

-- As member_days_of, with the product between member and day: no product has a colon, so that no product's days lie
-- between those of another.
create function product_days_of(member_id uuid, product text, valid_from date, valid_to date) returns member_days
	language sql immutable parallel safe
	return member_days(
		member_id::text || ':' || coalesce(product, '') || ':' || lpad((valid_from - date '0001-01-01')::text, 7, '0'),
		member_id::text || ':' || coalesce(product, '') || ':'
			|| coalesce(lpad((valid_to - date '0001-01-01')::text, 7, '0'), '9999999'),
		'[]'
	);

alter table coverages
	drop constraint coverages_apart,
	add constraint coverages_apart
		exclude using gist (product_days_of(member_id, product, valid_from, valid_to) with &&) deferrable;
drop function member_days_of;
