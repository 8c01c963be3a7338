import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sql } from 'postgres';

/** The tables that an imported claim fills, each with what tells the rows of a batch. */
const TABLES: Readonly<Record<string, (batch: string) => string>> = {
	'claims_service.claims': (batch) => `batch_id = '${batch}'`,
	'claims_service.claim_contents': ofClaims,
	'claims_service.claim_lines': ofClaims,
	'claims_service.claim_history': ofClaims,
	'claims_service.outbox': (batch) => `data ->> 'batch_id' = '${batch}'`,
	'audit.entries': (batch) => `after ->> 'batch_id' = '${batch}'`,
};

function ofClaims(batch: string): string {
	return `claim_id in (select id from claims_service.claims where batch_id = '${batch}')`;
}

const PEER = 'copy_peer';
const nameOf = (table: string) => `${PEER}.${table.replace('.', '_')}`;

/**
 * What no importer can beat: `COPY`, within the server and without a client, of the rows that an import stored, into
 * tables of the same columns, keys and indexes, in one transaction.
 */
export class CopyPeer {
	/** The server writes and reads here, as whatever user it runs. */
	private readonly folder = mkdtempSync(join(tmpdir(), 'askes-copy-'));

	constructor(private readonly sql: Sql) {
		chmodSync(this.folder, 0o777);
	}

	/** Takes the rows of a batch out of the service's tables into files, and makes empty tables for them. */
	async prepare(batchId: string): Promise<void> {
		await this.sql.unsafe(`drop schema if exists ${PEER} cascade; create schema ${PEER}`);
		for (const [table, ofBatch] of Object.entries(TABLES)) {
			await this.sql.unsafe(
				`copy (select * from ${table} where ${ofBatch(batchId)}) to '${this.file(table)}'`,
			);
			await this.sql.unsafe(`create table ${nameOf(table)} (like ${table} including all)`);
		}
		await this.sql`checkpoint`;
	}

	/** Puts them into its own tables; answers the seconds it took. */
	async put(): Promise<number> {
		const began = performance.now();
		await this.sql.begin(async (tx) => {
			for (const table of Object.keys(TABLES))
				await tx.unsafe(`copy ${nameOf(table)} from '${this.file(table)}'`);
		});
		return (performance.now() - began) / 1_000;
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}

	private file(table: string): string {
		return join(this.folder, `${table}.copy`);
	}
}
