-- Why: a decision was one row, three of lines and a dozen of movements, and most of the database's work went into them. Lines
-- and movements are only ever written with their decision: now it is one row, and what is long of it lies compressed beside
-- that of the decisions which were made together with it, which have most of their words in common.

create table decision_packs (
	-- The id of the first decision in it.
	id uuid primary key,
	-- Compressed by zstd, a line of text for each decision: the published lines, adjustments and alerts; what it moved, as
	-- [key, line, amount]; the facts that were seen, and the trace of what was done with them. Each is JSON, and U+001E
	-- stands between them.
	content bytea not null
);
alter table decision_packs alter column content set storage external;

drop index decisions_by_member;
alter table decisions
	-- Where its long parts lie. Null with reversals, which have none, and with decisions of before: theirs are in body, record
	-- and movements. No foreign key, for both are only ever written together.
	add column pack uuid,
	add column place smallint,
	add column movements json,
	-- What later claims of the member are judged against: { provider, case, stay, diagnosis, lines }, each line as
	-- [number, code, modifiers, from, to, units, billed in minor units, benefit, outcome, last day on which it may matter].
	add column history json,
	-- The latest of these last days.
	add column history_to date;
alter table decisions drop constraint decisions_check;

update decisions set history = past.history, history_to = past.last, movements = moved.list
from (
	select decision_id, max(last_date) as last,
		json_build_object('provider', min(provider), 'case', min(case_id), 'diagnosis', min(diagnosis),
			'stay', case when min(admitted) is not null and min(discharged) is not null then
				json_build_object('admitted', min(admitted), 'discharged', min(discharged), 'class', min(room_class)) end,
			'lines', json_agg(json_build_array(number, code, modifiers, from_date, to_date, units, billed, benefit, outcome,
				last_date) order by number)
		) as history
	from decision_lines group by decision_id
) as past full join (
	select decision_id, json_agg(json_build_array(key, line, amount) order by number) as list
	from accumulator_movements group by decision_id
) as moved using (decision_id)
where decision_id = decisions.id and kind = 'decision';

alter table decisions add constraint decisions_parts check ((kind = 'decision') = (body is not null or pack is not null));
-- With those that were undone, for a replay sees what stood then; there are few of them.
create index decisions_by_member on decisions (member_id, history_to) where member_id is not null;

drop table decision_lines;
-- What a reversal moved is the opposite of what its decision did.
drop table accumulator_movements;
