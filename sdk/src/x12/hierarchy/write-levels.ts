import type { ClaimSource, Payer, Person, Provider, Refusal } from '../../claim';
import { RELATIONSHIPS } from '../codes/person-codes';
import type { TransactionSpec } from '../schema/loop-spec';
import { LoopTree } from '../write/loop-tree';
import {
	addressSegments,
	contactSegments,
	identifierSegments,
	nameSegment,
	payerSegments,
} from '../write/parties';
import { personSegments } from '../write/persons';
import { type InterchangeOptions, type OutSegment, out, writeDate, X12Writer } from '../write/x12-writer';

/** What every inquiry and answer says of itself and of the parties to it. */
export interface Inquiry {
	readonly payer: Payer;
	readonly provider: Provider;
	readonly subscriber: Person;
	readonly group_number?: string | undefined;
	readonly patient?: Person | undefined;
	readonly relationship?: Parameters<typeof RELATIONSHIPS.code>[0] | undefined;
	readonly reference?: string | undefined;
	readonly submitted_at?: string | undefined;
	readonly trace_numbers: readonly { readonly number: string; readonly originator?: string | undefined }[];
	readonly source?: ClaimSource | undefined;
}

/** Whether anything is known of somebody. */
export const isTold = (party: object): boolean => Object.keys(party).length > 0;

/** Numbers the levels and gathers their loops; what was kept of the source joins them at the end. */
export class HierarchyTree {
	private readonly tree: LoopTree;
	private levels = 0;

	constructor(spec: TransactionSpec) {
		this.tree = new LoopTree(spec.root);
	}

	/** A level of HL under another; answers its number. Where the guide has no place for HL04, nothing is said of children. */
	level(
		path: string,
		{ code, parent, hasChild }: { code: string; parent?: number; hasChild?: boolean },
		segments: readonly (OutSegment | undefined)[] = [],
	): number {
		this.levels++;
		this.add(path, [
			out('HL', this.levels, parent, code, hasChild === undefined ? undefined : hasChild ? 1 : 0),
			...segments,
		]);
		return this.levels;
	}

	add(path: string, segments: readonly (OutSegment | undefined)[]): void {
		this.tree.add(path === 'ST' ? 'ST' : `ST/${path}`, segments);
	}

	/** Kept segments stood among other people's levels; here each inquiry has a transaction set to itself. */
	*segments(source: ClaimSource | undefined): Generator<OutSegment> {
		for (const extra of source?.extras ?? []) {
			const path = extra.path.replaceAll(/(2000[A-E]|2200[A-E])\[\d+\]/g, '$1');
			this.tree.keep({ ...extra, path: path.startsWith('ST') ? path : `ST/${path}` });
		}
		yield* this.tree.segments();
	}
}

export function beginSegment(
	inquiry: Inquiry,
	{
		structure,
		purpose,
		type,
		at,
	}: { structure: string; purpose: string; type?: string | undefined; at: string },
): OutSegment {
	const [day = '', clock = ''] = (inquiry.submitted_at ?? at).split('T');
	return out(
		'BHT',
		structure,
		purpose,
		inquiry.reference,
		writeDate(day),
		clock.replace(':', '').slice(0, 4),
		type,
	);
}

export const payerLoop = (payer: Payer, role = 'PR'): OutSegment[] => {
	const [name, ...rest] = payerSegments(payer);
	return name ? [{ id: 'NM1', elements: [role, ...name.elements.slice(1)] }, ...rest] : [];
};

/** NM108 of a tax id: 270 to 277 have a code for it that 278 has not. */
export type EmployerQualifier = 'FI' | '24';

/** A provider whose one number stands in NM1; the others follow. */
export function providerLoop(
	role: string,
	provider: Provider,
	employer: EmployerQualifier = 'FI',
): OutSegment[] {
	const { npi, tax_id, tax_id_type, identifiers = [], taxonomy } = provider;
	const isOnlyTax = !npi && tax_id !== undefined;
	const own = npi || isOnlyTax ? undefined : identifiers[0];
	const name = npi
		? nameSegment(role, provider, 'XX', npi)
		: nameSegment(
				role,
				provider,
				isOnlyTax ? (tax_id_type === 'social_security' ? '34' : employer) : own?.qualifier,
				tax_id ?? own?.value,
			);
	return [
		name,
		...identifierSegments(identifiers.filter((identifier) => identifier !== own)),
		...addressSegments(provider.address),
		...contactSegments(provider.contacts),
		...(taxonomy ? [out('PRV', 'PE', 'PXC', taxonomy)] : []),
	];
}

/** A person with group number and relationship. */
export function personLoop(
	role: string,
	person: Person,
	{ group, relationship }: { group?: string | undefined; relationship?: Inquiry['relationship'] } = {},
): OutSegment[] {
	return [
		...personSegments({ role, person }),
		...(group ? [out('REF', '6P', group)] : []),
		...(relationship ? [out('INS', 'N', RELATIONSHIPS.code(relationship))] : []),
	];
}

export const traceSegments = (
	{ trace_numbers = [] }: { readonly trace_numbers?: Inquiry['trace_numbers'] | undefined },
	type: '1' | '2',
): OutSegment[] => trace_numbers.map(({ number, originator }) => out('TRN', type, number, originator));

export const refusalSegments = (
	refusals: readonly Refusal[],
	...about: readonly Refusal['about'][]
): OutSegment[] =>
	refusals
		.filter((refusal) => about.includes(refusal.about))
		.map(({ reason, follow_up, is_valid_request }) =>
			out('AAA', is_valid_request ? 'Y' : 'N', undefined, reason, follow_up),
		);

export interface DocumentWriting<T> {
	readonly code: string;
	readonly functionalCode: string;
	readonly version: string;
	readonly segments: (document: T, options: InterchangeOptions) => Iterable<OutSegment>;
}

/** One interchange, one group, one transaction set for each document. */
export function writeDocuments<T>(
	{ code, functionalCode, version, segments }: DocumentWriting<T>,
	documents: Iterable<T>,
	options: InterchangeOptions,
): string {
	const writer = new X12Writer(options);
	writer.group(functionalCode, version);
	for (const document of documents) {
		writer.begin();
		writer.transaction(code, version);
		for (const segment of segments(document, options)) writer.put(segment);
	}
	writer.close();
	return writer.take();
}
