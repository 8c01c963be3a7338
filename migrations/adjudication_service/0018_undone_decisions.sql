-- Why: whoever explains a claim has to say that it was decided again: when, why, and what stood before. Written only when a
-- decision is undone, so that the first decision of a claim, which nearly all of them have alone, costs nothing more.

create table undone_decisions (
	claim_id uuid not null,
	decision_id uuid not null,
	undone_at timestamptz not null,
	-- What led to it, as [{ cause, subject, from, requested_by }]; empty where nobody remembers.
	why jsonb not null,
	primary key (claim_id, decision_id)
);

-- What a person did about a waiting claim, or what else had it decided again.
alter table readjudications
	add column cause text not null default 'requested',
	add column subject text;

-- Of what was undone before, as much as can still be told.
insert into undone_decisions (claim_id, decision_id, undone_at, why)
select old.claim_id, old.id, later.decided_at, coalesce(
	(
		select jsonb_build_array(jsonb_build_object('cause', 'claim.voided', 'subject', voided.claim_id, 'from', null,
			'requested_by', null))
		from voided_claims as voided
		where voided.claim_id = old.claim_id and later.kind = 'reversal'
			and later.decided_at >= voided.voided_at - interval '1 second'
	),
	(
		select jsonb_agg(jsonb_build_object('cause',
			case when cause.cause = 'requested' and cause.subject is not null then 'review.overridden' else cause.cause end,
			'subject', cause.subject, 'from', cause.touches -> 'from',
			'requested_by', cause.requested_by) order by cause.id)
		from family_recalculations as part join recalculations as cause on cause.id = part.recalculation_id
		where part.family_id = old.family_id and part.done_at is not null
			and part.done_at between later.decided_at and later.decided_at + interval '1 second'
	),
	case when again.id is not null then jsonb_build_array(jsonb_build_object('cause', 'requested', 'subject', null, 'from', null,
		'requested_by', again.requested_by)) end,
	'[]'
)
from decisions as old join decisions as later on later.id = old.reversed_by
left join readjudications as again on again.decision_id = later.id
where old.kind = 'decision' and old.reversed_by is not null;
