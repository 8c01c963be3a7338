import type { ServiceName } from '@claims-askes/contracts/services';

/** A fresh database with one service's migrated schema, and the way to be rid of it. */
export interface TestDatabase {
	/** The URL with the service's own role. */
	readonly url: string;
	/** The URL with every right, for looking behind the service's back. */
	readonly adminUrl: string;
	drop(): Promise<void>;
}

type TestDatabaseFactory = (service: ServiceName) => Promise<TestDatabase>;

/** Where the test runner's preload leaves its factory: how databases are made is no business of a service. */
const FACTORY = Symbol.for('askes.test-database');

/** A database of its own for one test file; the server behind it is started with the first one. */
export function testDatabase(service: ServiceName): Promise<TestDatabase> {
	const factory = (globalThis as Record<symbol, unknown>)[FACTORY] as TestDatabaseFactory | undefined;
	if (!factory)
		throw new Error(
			'run tests from the root of the repository: bunfig.toml names the preload that starts PostgreSQL',
		);
	return factory(service);
}
