import type { Trace } from '@claims-askes/engine';
import type { Adjudicated, Seen } from '../domain/adjudicate';
import type { PreparedClaim } from '../domain/prepared-claim';

/**
 * What a decision was made of, so that it can be made again: the claim, the facts as they were, and references to what
 * never changes (plan and contract versions) or can be found again (the history, by the decision's position).
 */
export interface DecisionRecord {
	readonly claim: PreparedClaim['claim'];
	readonly parties: PreparedClaim['parties'];
	readonly facts: Omit<PreparedClaim['facts'], 'plan' | 'contracts' | 'codes'>;
	readonly refusals: PreparedClaim['refusals'];
	/** Which of the plan's two readings was used. */
	readonly network: 'in' | 'out';
	readonly seen: Seen;
	readonly trace: Trace;
}

export function packRecord({ prepared, seen, trace }: Adjudicated): Uint8Array {
	const { claim, parties, refusals } = prepared;
	const { plan: _, contracts: __, codes: ___, ...facts } = prepared.facts;
	const network = parties.contractId === null ? 'out' : 'in';
	const record: DecisionRecord = { claim, parties, facts, refusals, network, seen, trace };
	return Bun.zstdCompressSync(JSON.stringify(record), { level: 1 });
}

export function unpackRecord(record: Uint8Array): DecisionRecord {
	return JSON.parse(Bun.zstdDecompressSync(record).toString('utf8'));
}
