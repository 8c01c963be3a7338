-- Why: a claim by reimbursement was paid by the member, and its money went to the provider, who had it already. Whom a payee's id
-- names is said beside it; until now it was always a provider's.

alter table payables add column payee_kind text not null default 'provider' check (payee_kind in ('provider', 'member'));
alter table payments add column payee_kind text not null default 'provider' check (payee_kind in ('provider', 'member'));
