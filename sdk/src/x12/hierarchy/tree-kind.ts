import type { ClaimSource } from '../../claim';
import { currencyDecimals } from '../../claim/currency';
import type { ByteSource } from '../byte-stream';
import type { EnvelopeHeader } from '../envelope';
import { LoopMap } from '../loops';
import type { DocumentKind, DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { readDocuments } from '../read/read-documents';
import { TreeAssembly, type TreeLoop } from '../read/tree';
import { isOfGuide, type TransactionSpec } from '../schema/loop-spec';

export interface TreeContext {
	readonly source: ClaimSource;
	readonly decimals: number;
	readonly currency: string;
}

const maps = new Map<TransactionSpec, LoopMap<SourcedTree>>();

class SourcedTree extends TreeAssembly {
	constructor(
		report: TreeAssembly['report'],
		readonly source: ClaimSource,
	) {
		super(report);
	}
}

export interface TreeDocuments<T> {
	/** The loops to read by, for each transaction code. */
	readonly specs: Readonly<Record<string, TransactionSpec>>;
	/** Which guides are meant, where several share a transaction code. */
	readonly versions?: RegExp;
	readonly documents: (root: TreeLoop, context: TreeContext) => readonly T[];
	/** Tells where the whole does not go together with itself; asked only where it is held against its guide. */
	readonly judge?: (root: TreeLoop, context: TreeContext) => void;
}

/** A kind of transaction that is small enough to be held whole: its loops become a tree, the tree its documents. */
export function treeKind<T>(
	{ specs, documents, judge, versions = /^/ }: TreeDocuments<T>,
	currency = 'USD',
): DocumentKind<SourcedTree, T> {
	const mapOf = ({ transactionCode, version }: EnvelopeHeader) => {
		const spec = specs[transactionCode];
		if (!spec || /^00[123]/.test(version) || !versions.test(version)) return undefined;
		const known = maps.get(spec);
		const map = known ?? new LoopMap<SourcedTree>(spec.root, { segments: {} });
		maps.set(spec, map);
		return map;
	};
	const contextOf = ({ source }: SourcedTree): TreeContext => ({
		source,
		currency,
		decimals: currencyDecimals(currency),
	});
	return {
		transactions: Object.keys(specs),
		mapOf,
		isOfGuide: ({ transactionCode, version }) => {
			const spec = specs[transactionCode];
			return spec !== undefined && isOfGuide(spec, version);
		},
		begin: (source, report) => new SourcedTree(report, source),
		take: (assembly, step, segment) => assembly.take(segment, step.to, step.starts),
		...(judge ? { judge: (assembly: SourcedTree) => judge(assembly.root, contextOf(assembly)) } : {}),
		finish: (assembly) => documents(assembly.root, contextOf(assembly)),
	};
}

/** Reads the documents of such a kind, one after the other. */
export const treeReader =
	<T>(documents: TreeDocuments<T>) =>
	(source: ByteSource, options: ReadDocumentsOptions = {}): AsyncGenerator<DocumentReading<T>> =>
		readDocuments(treeKind(documents, options.currency), source, options);
