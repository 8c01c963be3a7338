export type MigrationErrorCode =
	| 'DATABASE_NOT_NAMED'
	| 'MIGRATION_EDITED'
	| 'MIGRATION_MISSING'
	| 'MIGRATION_FAILED'
	| 'MIGRATION_NAME_INVALID'
	| 'MIGRATION_NUMBER_TAKEN'
	| 'SCHEMA_NAME_INVALID'
	| 'SERVER_TOO_OLD';

export class MigrationError extends Error {
	override readonly name = 'MigrationError';

	constructor(
		readonly code: MigrationErrorCode,
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
