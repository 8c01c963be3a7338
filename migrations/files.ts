import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MigrationError } from './migration-error';

export interface MigrationFile {
	/** Its path below `migrations/`, as `claims_service/0002_lines.sql`; the same file may serve many schemas. */
	readonly file: string;
	readonly text: string;
	readonly checksum: string;
}

/** The schemas of the platform itself: reference data and the audit trail. Each server has its own. */
export const PLATFORM_SCHEMAS = ['common', 'audit'] as const;

/** What the chassis needs in every service's schema: the log of events, its cursors, idempotency keys. */
const CHASSIS = 'chassis';

const FILE_NAME = /^(\d{4})_[a-z0-9]+(?:_[a-z0-9]+)*\.sql$/;
const SCHEMA_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** The files of a schema in the order they run: those of the chassis, then the service's own. */
export function filesOf(schema: string, directory: string = import.meta.dir): MigrationFile[] {
	assertSchemaName(schema);
	const isPlatform = PLATFORM_SCHEMAS.some((name) => name === schema);
	return [...(isPlatform ? [] : readFolder(directory, CHASSIS)), ...readFolder(directory, schema)];
}

/** Writes the next numbered file of a schema, ready to be filled in, and returns its path. */
export function newMigration(schema: string, name: string, directory: string = import.meta.dir): string {
	assertSchemaName(schema);
	const taken = namesIn(directory, schema).map((file) => Number(file.slice(0, 4)));
	const number = String(Math.max(0, ...taken) + 1).padStart(4, '0');
	const fileName = `${number}_${name
		.trim()
		.toLowerCase()
		.replaceAll(/[\s-]+/g, '_')}.sql`;
	assertFileName(schema, fileName);
	mkdirSync(join(directory, schema), { recursive: true });
	const path = join(directory, schema, fileName);
	writeFileSync(path, '-- Why: \n', { flag: 'wx' });
	return path;
}

export function assertSchemaName(schema: string): void {
	if (SCHEMA_NAME.test(schema)) return;
	throw new MigrationError(
		'SCHEMA_NAME_INVALID',
		`"${schema}" is not a schema's name: small letters, digits and _`,
	);
}

function readFolder(directory: string, folder: string): MigrationFile[] {
	const names = namesIn(directory, folder);
	names.forEach((name, at) => {
		assertFileName(folder, name);
		const next = names[at + 1];
		if (next?.slice(0, 4) !== name.slice(0, 4)) return;
		throw new MigrationError('MIGRATION_NUMBER_TAKEN', `${folder}: ${name} and ${next} have the same number`);
	});
	return names.map((name) => readMigration(directory, `${folder}/${name}`));
}

function namesIn(directory: string, folder: string): string[] {
	const path = join(directory, folder);
	if (!existsSync(path)) return [];
	return readdirSync(path)
		.filter((name) => name.endsWith('.sql'))
		.sort();
}

function assertFileName(folder: string, name: string): void {
	if (FILE_NAME.test(name)) return;
	throw new MigrationError(
		'MIGRATION_NAME_INVALID',
		`${folder}/${name} is not named as 0007_add_pend_reason.sql`,
	);
}

function readMigration(directory: string, file: string): MigrationFile {
	// A checkout on Windows may have other line ends; it is still the same migration.
	const text = readFileSync(join(directory, file), 'utf8').replaceAll('\r\n', '\n');
	return { file, text, checksum: createHash('sha256').update(text).digest('hex') };
}
