const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text is written as PostgreSQL takes a UUID; asked where a wrong one is the caller's mistake, not ours. */
export const isUuid = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);
