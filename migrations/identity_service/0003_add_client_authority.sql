-- Why: how much a client may decide otherwise than the rules travels in its tokens; whoever is given nothing has the lowest level.
alter table clients add column authority smallint not null default 1 check (authority between 1 and 5);
