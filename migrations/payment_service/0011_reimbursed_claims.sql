-- Why: a claim by reimbursement is paid to whoever holds the family's policy, who is told by its EOB beside the patient; and what is
-- decided again of it is owed to the member who was paid before.

-- Most claims are not by reimbursement, and cost neither index anything.
create index payables_of_reimbursed_claim on payables (claim_id) where payee_kind = 'member';

alter table eobs add column payee_kind text not null default 'provider' check (payee_kind in ('provider', 'member'));
create index eobs_of_paid_member on eobs (payee_id, id) where payee_kind = 'member';
