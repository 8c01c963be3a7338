-- Why: who lets a claim of 500 pass lets one of 400 pass, if it is seen for the same reason. A release of what there may be more
-- or less of remembers up to which amount it counts; those of before count for exactly what was seen.

alter table releases
	-- What was seen, whatever the amount.
	add column covers text,
	add column up_to bigint,
	add constraint releases_covers check ((covers is null) = (up_to is null));
