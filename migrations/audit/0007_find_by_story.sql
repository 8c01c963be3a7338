-- Why: `askes audit show` asks who did something, and what belongs to a story. Both are asked seldom and written with every claim, so
-- the index says only which blocks of pages may hold them: it is a thousandth of the table, and costs a writer nothing, as a block is
-- summarized once it is full.
create index entries_by_story on entries using brin (correlation_id text_bloom_ops, actor text_bloom_ops)
	with (autosummarize = on);
