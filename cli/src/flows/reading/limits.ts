/** A Bundle is read whole; larger ones are to come as NDJSON. */
export const MOST_CHARACTERS = 32_000_000;
