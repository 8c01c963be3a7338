import type { Minor, Trace, TraceEntry } from '@claims-askes/engine';
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

/**
 * Entries of a trace without the names of their fields, which would be most of it. One that says the same as the one before
 * it of another line, or of the claim by another rule, adds no more than that line or rule: so half of a trace goes.
 */
type PackedEntry = readonly [
	rule: TraceEntry['rule'] | TraceEntry['rule'][],
	line: number | null | number[],
	did: TraceEntry['did'],
	saw: object | null,
	carcs?: readonly string[],
	before?: number | null,
	after?: number | null,
];

function packEntries(entries: readonly TraceEntry[]): PackedEntry[] {
	const packed: PackedEntry[] = [];
	/** The last one, while others may say the same, with its rules and lines. */
	let last: TraceEntry | null = null;
	let rules: TraceEntry['rule'][] = [];
	let lines: number[] = [];
	for (const entry of entries) {
		const { rule, line, did, saw, carcs, before, after } = entry;
		if (carcs.length > 0 || before !== null || after !== null) {
			packed.push([rule, line, did, saw, carcs, before, after]);
			last = null;
		} else if (last !== null && isNext(entry, last) && isSameSight(saw, last.saw)) {
			if (line === null) rules.push(rule);
			else lines.push(line);
		} else {
			[rules, lines] = line === null ? [[rule], lines] : [rules, [line]];
			packed.push(line === null ? [rules, null, did, saw] : [rule, lines, did, saw]);
			last = entry;
		}
	}
	return packed;
}

const unpackEntries = (packed: readonly PackedEntry[]): TraceEntry[] =>
	packed.flatMap(([rules, lines, did, saw, carcs = [], before = null, after = null]) =>
		[rules]
			.flat()
			.flatMap((rule) =>
				[lines].flat().map((line) => ({ rule, line, did, saw, carcs, before, after }) as TraceEntry),
			),
	);

/** Whether an entry may say the same as another by the same rule of another line, or of the claim by another rule. */
const isNext = ({ did, rule, line }: TraceEntry, last: TraceEntry): boolean =>
	did === last.did && (line === null ? last.line === null : rule === last.rule && last.line !== null);

/** Whether two entries saw the same, written alike: of what stands within another thing, whether it is the very same. */
function isSameSight(a: object | null, b: object | null): boolean {
	if (a === b) return true;
	if (a === null || b === null || Array.isArray(a) || Array.isArray(b)) return false;
	const [ours, theirs] = [a as Record<string, unknown>, b as Record<string, unknown>];
	const [names, others] = [Object.keys(ours), Object.keys(theirs)];
	if (names.length !== others.length) return false;
	for (let at = 0; at < names.length; at++) {
		const name = names[at] as string;
		if (name !== others[at] || ours[name] !== theirs[name]) return false;
	}
	return true;
}

/** What others knew of a claim, as it is kept with the decision. */
export function recorded({ claim, parties, refusals, facts: all }: PreparedClaim) {
	const { plan: _, contracts: __, codes: ___, ...facts } = all;
	const network = parties.contractId === null ? ('out' as const) : ('in' as const);
	return { claim, parties, facts, refusals, network };
}

export function packRecord({ prepared, seen, trace }: Adjudicated): string {
	return JSON.stringify({
		...recorded(prepared),
		// Beside the facts: a newer release of a code set is no other fact about a claim.
		codes: prepared.codes,
		seen: { ...seen, accumulators: [...seen.accumulators] },
		trace: { ...trace, entries: packEntries(trace.entries) },
	});
}

export function unpackRecord(record: string): DecisionRecord {
	const { seen, trace, ...stored } = JSON.parse(record);
	return {
		...stored,
		seen: { ...seen, accumulators: unpackAccumulators(seen.accumulators) },
		trace: { ...trace, entries: unpackEntries(trace.entries) },
	};
}

/** Pairs; in records of before November 2026 they are the properties of an object. */
const unpackAccumulators = (packed: [string, Minor][] | Record<string, Minor>): ReadonlyMap<string, Minor> =>
	new Map(Array.isArray(packed) ? packed : Object.entries(packed));
