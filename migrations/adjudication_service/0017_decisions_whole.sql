-- Why: what was published of a decision is two to four kilobytes, and to compress it was a sixth of what PostgreSQL spends on
-- a decision. A row of up to half a page is kept whole; longer ones are compressed as before.

alter table decisions set (toast_tuple_target = 4064);
