-- Why: balances are sums over all postings, and what was booked for a claim is found by its journal; nobody asks for the
-- postings of an account alone, and each of them was written into this index beside the key.
drop index postings_of_account;
