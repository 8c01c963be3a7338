import type { Trace, TraceEntry } from '@claims-askes/engine';
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
	/** The releases of code sets by which it was judged; their tables are not part of the record. */
	readonly codes?: PreparedClaim['codes'];
	/** Which of the plan's two readings was used. */
	readonly network: 'in' | 'out';
	readonly seen: Seen;
	readonly trace: Trace;
}

/** An entry of a trace without the names of its fields, which would be most of it. */
type PackedEntry = readonly [
	rule: TraceEntry['rule'],
	line: number | null,
	did: TraceEntry['did'],
	saw: object | null,
	carcs?: readonly string[],
	before?: number | null,
	after?: number | null,
];

const packEntry = ({ rule, line, did, saw, carcs, before, after }: TraceEntry): PackedEntry =>
	carcs.length > 0 || before !== null || after !== null
		? [rule, line, did, saw, carcs, before, after]
		: [rule, line, did, saw];

const unpackEntry = ([rule, line, did, saw, carcs = [], before = null, after = null]: PackedEntry) =>
	({ rule, line, did, saw, carcs, before, after }) as TraceEntry;

/** What others knew of a claim, as it is kept with the decision. */
export function recorded({ claim, parties, refusals, facts: all }: PreparedClaim) {
	const { plan: _, contracts: __, codes: ___, ...facts } = all;
	const network = parties.contractId === null ? ('out' as const) : ('in' as const);
	return { claim, parties, facts, refusals, network };
}

export function packRecord({ prepared, seen, trace }: Adjudicated): Uint8Array {
	const entries = trace.entries.map(packEntry);
	// Beside the facts: a newer release of a code set is no other fact about a claim.
	const record = { ...recorded(prepared), codes: prepared.codes, seen, trace: { ...trace, entries } };
	return Bun.zstdCompressSync(JSON.stringify(record), { level: 1 });
}

export function unpackRecord(record: Uint8Array): DecisionRecord {
	const { trace, ...stored } = JSON.parse(Bun.zstdDecompressSync(record).toString('utf8'));
	return { ...stored, trace: { ...trace, entries: trace.entries.map(unpackEntry) } };
}
