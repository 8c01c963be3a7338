-- Why: who examines a claim asks for the documents that are missing, until a day; the item stays open, and whoever sees it is
-- told what is awaited.

-- { documents, due, note, by, at }; asked again, the last one counts.
alter table review_items add column request jsonb;
