import postgres from 'postgres';

/** A pool of connections to the service's own schema. */
export type Sql = postgres.Sql;
/** A statement builder that is either the pool or one transaction of it. */
export type Queryable = postgres.ISql;
export type Transaction = postgres.TransactionSql;
export type Fragment = postgres.PendingQuery<postgres.Row[]>;

/**
 * Opens the pool. Dates, instants and numerics come back as text: a date of service has no time zone, and a float never
 * touches money. Whoever writes JSON has made it text already.
 */
export function connect(url: string, { poolSize, service }: { poolSize: number; service: string }): Sql {
	const text = {
		to: 25,
		from: [1082, 1083, 1114, 1184, 1700],
		serialize: String,
		parse: (value: string) => value,
	};
	const json = { to: 114, from: [114, 3802], serialize: String, parse: (value: string) => JSON.parse(value) };
	return postgres(url, {
		max: poolSize,
		connection: { application_name: service },
		types: { text, json } as never,
		onnotice: () => {},
		connect_timeout: 5,
		idle_timeout: 0,
		max_lifetime: null,
		backoff: (attempt) => Math.min(0.05 * 2 ** attempt, 2),
	});
}
