/** What the coding rules ask of code sets, whether they came with a case or are kept in memory by the million. */
import type { AgeBounds, UnitsEdit } from '../types';

/** What a code set says of one code on a day (a day number); undefined: nothing. */
export interface ByCode<T> {
	at(code: string, day: number): T | undefined;
}

/** Code-pair edits; of several for one pair on one day the strictest. */
export interface PairEdits {
	/** 0: no modifier helps; 1: a proper one does; undefined: no edit is active. */
	indicatorOf(col1: string, col2: string, day: number): number | undefined;
}

export interface CodeBounds {
	readonly age?: AgeBounds | undefined;
	readonly sex?: string | undefined;
}

/** The code sets of one claim, by what they are about; null: there is none, and its rule has nothing to look at. */
export interface CodeTables {
	/** The codes that are valid. */
	readonly diagnoses: ByCode<true> | null;
	readonly procedures: ByCode<true> | null;
	readonly bounds: ByCode<CodeBounds> | null;
	readonly pairs: PairEdits | null;
	readonly units: ByCode<UnitsEdit> | null;
	/** The services in which a service is included. */
	readonly includedIn: ByCode<readonly string[]> | null;
	readonly exclusiveWith: ByCode<readonly string[]> | null;
	/** The bases of an add-on. */
	readonly addOnTo: ByCode<readonly string[]> | null;
	/** The diagnosis prefixes for which a procedure is necessary. */
	readonly necessity: ByCode<readonly string[]> | null;
	readonly experimental: ByCode<true> | null;
}

export class CodeLookup {
	constructor(
		/** What the trace cites: a decision made again later is made by the same. */
		readonly cites: string,
		readonly tables: CodeTables,
	) {}
}

export const NO_TABLES: CodeTables = {
	diagnoses: null,
	procedures: null,
	bounds: null,
	pairs: null,
	units: null,
	includedIn: null,
	exclusiveWith: null,
	addOnTo: null,
	necessity: null,
	experimental: null,
};
