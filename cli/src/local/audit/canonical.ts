/**
 * The hash of an entry, as SQL over `audit.entries`: SHA-256 of all its columns in PostgreSQL's binary form of a row. That is the
 * number of columns (int4), and for each column the OID of its type (int4), the length of its value (int4, -1 for null) and the
 * value as the type is sent: integers big-endian, a time as microseconds since 2000-01-01 UTC (int8), text as UTF-8, jsonb as the
 * byte 1 and its text with the keys in jsonb's order. No setting of a session changes it, and as every value follows its length
 * no two entries have the same bytes. A column that is added later is no part of it: it takes another form, beside this one.
 */
export const ENTRY_HASH =
	'sha256(record_send(row(id, at, service, actor, action, entity, entity_id, before, after, correlation_id)))';

/** The hash of a seal, in the same form, as SQL over the columns of `audit.seals`: what it says of its range, and its predecessor. */
export const SEAL_HASH =
	'sha256(record_send(row(previous_hash, first_id, last_id, entries, gaps, marks, rows_hash)))';

/** How many bytes of an entry's hash a seal keeps to find an edited one by; that something differs, the whole hashes say. */
export const MARK_BYTES = 4;

/** What the first seal has for a predecessor. */
export const NO_HASH = '';
