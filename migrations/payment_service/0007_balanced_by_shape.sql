-- Why: a journal was a row of its own with two postings and four index entries, and each statement's postings were added up to see
-- whether they balance: a third of what owing for a claim cost the database. A row that takes an amount from one account to
-- another cannot but balance.

create table ledger_entries (
	kind text collate "C" not null check (kind in ('payable', 'reversal', 'payment')),
	-- The decision that is owed for or taken back, or the payment.
	reference uuid not null,
	-- Of those that were booked together.
	number smallint not null,
	debit text not null,
	credit text not null,
	currency text not null,
	amount numeric(20, 4) not null check (amount > 0),
	posted_at timestamptz not null default now(),
	primary key (reference, kind, number),
	check (debit <> credit)
);

-- What was booked before: debits and credits of a journal laid side by side, each pair where they overlap.
with side as (
	select journal_id, currency, account, amount > 0 as is_debit, abs(amount) as amount,
		sum(abs(amount)) over (partition by journal_id, currency, amount > 0 order by account) as upto
	from postings where amount <> 0
), pair as (
	select journal_id, currency, debit.account as debit, credit.account as credit, least(debit.upto, credit.upto) as upto,
		greatest(debit.upto - debit.amount, credit.upto - credit.amount) as since
	from side as debit join side as credit using (journal_id, currency)
	where debit.is_debit and not credit.is_debit
)
insert into ledger_entries (kind, reference, number, debit, credit, currency, amount, posted_at)
select kind, reference, row_number() over (partition by id order by currency, since), debit, credit, currency, upto - since, posted_at
from pair join journals on id = journal_id
where upto > since;

drop table postings;
drop table journals;
drop function refuse_unbalanced();

create trigger ledger_entries_are_final before update or delete on ledger_entries execute function refuse_change();

-- Both sides of each entry: a debit is positive, a credit negative.
create view postings as
select kind, reference, number, debit as account, currency, amount, posted_at from ledger_entries
union all
select kind, reference, number, credit, currency, -amount, posted_at from ledger_entries;
