import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@claims-askes/migrations/run';
import postgres, { type Sql } from 'postgres';

/** The tables that an import writes to, each with what tells the rows of a batch; what triggers write is theirs to write. */
const TABLES: Readonly<Record<string, (batch: string) => string>> = {
	'claims_service.claim_batches': (batch) => `id = '${batch}'`,
	'claims_service.claims': (batch) => `batch_id = '${batch}'`,
	'claims_service.claim_contents': ofClaims,
	'claims_service.claim_lines': ofClaims,
	'claims_service.claim_history': ofClaims,
	'claims_service.outbox': (batch) => `data ->> 'batch_id' = '${batch}'`,
	'claims_service.idempotency_keys': (batch) => `path = '/api/v1/claim-batches/${batch}/claims'`,
	'audit.entries': (batch) => `after ->> 'batch_id' = '${batch}'`,
};

function ofClaims(batch: string): string {
	return `claim_id in (select id from claims_service.claims where batch_id = '${batch}')`;
}

const PEER = 'copy_peer';

/**
 * What no importer can beat: `COPY`, within the server and without a client, of the rows that an import stored, into an
 * empty database with the very same schema, in one transaction.
 */
export class CopyPeer {
	/** The server writes and reads here, as whatever user it runs. */
	private readonly folder = mkdtempSync(join(tmpdir(), 'askes-copy-'));
	private readonly peerUrl: string;
	/** Kept open behind its work, so that what its session used can still be read. */
	private peer: Sql | null = null;

	constructor(
		private readonly sql: Sql,
		adminUrl: string,
	) {
		chmodSync(this.folder, 0o777);
		const url = new URL(adminUrl);
		url.pathname = `/${PEER}`;
		this.peerUrl = url.href;
	}

	/** Takes the rows of a batch out of the service's tables into files, and makes a database for them. */
	async prepare(batchId: string): Promise<void> {
		for (const [table, ofBatch] of Object.entries(TABLES))
			await this.sql.unsafe(
				`copy (select * from ${table} where ${ofBatch(batchId)}) to '${this.file(table)}'`,
			);
		await this.peer?.end();
		await this.sql.unsafe(`drop database if exists ${PEER}`);
		await this.sql.unsafe(`create database ${PEER}`);
		await migrate({ adminUrl: this.peerUrl, schemas: ['claims_service'] });
		this.peer = postgres(this.peerUrl, { max: 1, onnotice: () => {} });
		await this.peer`select 1`;
		await this.sql`checkpoint`;
	}

	/** Puts them there; answers the seconds it took. */
	async put(): Promise<number> {
		const began = performance.now();
		await this.peer?.begin(async (tx) => {
			for (const table of Object.keys(TABLES)) await tx.unsafe(`copy ${table} from '${this.file(table)}'`);
		});
		return (performance.now() - began) / 1_000;
	}

	async remove(): Promise<void> {
		await this.peer?.end();
		rmSync(this.folder, { recursive: true, force: true });
	}

	private file(table: string): string {
		return join(this.folder, `${table}.copy`);
	}
}
