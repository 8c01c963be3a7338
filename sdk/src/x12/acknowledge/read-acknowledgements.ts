import type {
	AcknowledgedTransaction,
	Acknowledgement,
	AcknowledgementStatus,
	ClaimSource,
	ElementError,
	SegmentError,
} from '../../claim';
import type { ByteSource } from '../byte-stream';
import { sourceOf } from '../hierarchy/levels';
import { type TreeContext, treeKind } from '../hierarchy/tree-kind';
import type { DocumentReading, ReadDocumentsOptions } from '../read/document-reader';
import { readDocuments } from '../read/read-documents';
import type { TreeLoop, TreeSegment } from '../read/tree';
import { present } from '../read/tree-parties';
import { FUNCTIONAL_ACKNOWLEDGEMENT, IMPLEMENTATION_ACKNOWLEDGEMENT } from '../schema/acknowledgement';
import { packCode } from '../segment';

/** What a receiver says of the form of what it was sent: one document for each TA1, and for each 997 or 999. */
export const readAcknowledgements = (
	source: ByteSource,
	options: ReadDocumentsOptions = {},
): AsyncGenerator<DocumentReading<Acknowledgement>> =>
	readDocuments(
		{
			...treeKind(
				{
					specs: { '999': IMPLEMENTATION_ACKNOWLEDGEMENT, '997': FUNCTIONAL_ACKNOWLEDGEMENT },
					documents: ofGroup,
				},
				options.currency,
			),
			alone: { segment: packCode('TA1'), format: 'x12-ta1', read: ofInterchange },
		},
		source,
		options,
	);

const STATUSES: Readonly<Record<string, AcknowledgementStatus>> = {
	A: 'accepted',
	E: 'accepted_with_errors',
	P: 'partially_accepted',
	R: 'rejected',
	// Refused for its security: failed authentication, assurance, or encryption.
	M: 'rejected',
	W: 'rejected',
	X: 'rejected',
};

/** A status that nobody knows is no acceptance. */
function statusOf(segment: TreeSegment | undefined, element: number): AcknowledgementStatus {
	const code = segment?.at(element);
	const status = STATUSES[code ?? ''];
	if (segment && !status) segment.fault(code ? 'CODE_INVALID' : 'ELEMENT_MISSING', element);
	if (code && !/^[AEPR]$/.test(code)) segment?.keep(element);
	return status ?? 'rejected';
}

function ofInterchange(ta1: TreeSegment, source: ClaimSource): Acknowledgement | undefined {
	const number = ta1.text(1, 50);
	if (number === undefined) return ta1.fault('ELEMENT_MISSING', 1, 'error');
	const time = ta1.at(3);
	return {
		acknowledges: 'interchange',
		status: statusOf(ta1, 4),
		interchange: present({
			control_number: number,
			// Six digits by the standard, eight by some who write it.
			date: ta1.at(2)?.length === 6 ? shortDate(ta1) : ta1.date(2),
			time: time && /^\d{4}/.test(time) ? `${time.slice(0, 2)}:${time.slice(2, 4)}` : undefined,
			code: ta1.text(5, 3),
		}),
		transactions: [],
		source,
	};
}

function shortDate(ta1: TreeSegment): string | undefined {
	const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(ta1.at(2) ?? '') ?? [];
	const date = `20${year}-${month}-${day}`;
	const time = Date.parse(`${date}T00:00:00Z`);
	const isDate = year !== undefined && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
	return isDate ? date : ta1.fault('DATE_INVALID', 2);
}

function ofGroup(root: TreeLoop, { source }: TreeContext): Acknowledgement[] {
	const ak1 = root.first('AK1');
	const ak9 = root.loop('2000G')?.first('AK9');
	const begin = root.segments[0];
	if (!ak1) begin?.fault('SEGMENT_MISSING', undefined, 'error');
	if (!ak9) begin?.fault('LOOP_MISSING', undefined, 'error');
	for (const element of [1, 2, 3]) begin?.at(element);
	const functional = ak1?.text(1, 2);
	const number = ak1?.text(2, 50);
	if (ak1 && (!functional || !number)) ak1.fault('ELEMENT_MISSING', functional ? 2 : 1, 'error');
	const transactions = root.every('2000').map(transactionOf);
	const acknowledgement: Acknowledgement = {
		acknowledges: 'group',
		status: statusOf(ak9, 1),
		group: present({
			functional_code: functional ?? '??',
			control_number: number ?? '0',
			version: ak1?.text(3, 40),
			included: countOf(ak9, 2),
			received: countOf(ak9, 3),
			accepted: countOf(ak9, 4),
			codes: codesOf(ak9, 5),
		}),
		transactions,
		source: sourceOf(source, { loop: root, position: 1 }),
	};
	return [acknowledgement];
}

function transactionOf(loop: TreeLoop): AcknowledgedTransaction {
	const ak2 = loop.first('AK2');
	const [response] = loop.loop('2000R')?.segments ?? [];
	if (!response) ak2?.fault('SEGMENT_MISSING', undefined, 'error');
	return present({
		transaction: ak2?.text(1, 3) ?? '000',
		control_number: ak2?.text(2, 50) ?? '0',
		version: ak2?.text(3, 40),
		status: statusOf(response, 1),
		codes: codesOf(response, 2),
		errors: loop.every('2100').map(segmentErrorOf),
	});
}

function segmentErrorOf(loop: TreeLoop): SegmentError {
	const [error] = loop.segments;
	const context = [loop, ...loop.loops].flatMap((one) => one.all('CTX').flatMap(contextOf));
	return present({
		segment: error?.text(1, 3) ?? '???',
		position: error?.quantity(2) || undefined,
		loop: error?.text(3, 6),
		code: error?.text(4, 3),
		elements: loop.every('2110').flatMap(elementErrorOf),
		context: context.length > 0 ? context.slice(0, 20) : undefined,
	});
}

function elementErrorOf(loop: TreeLoop): ElementError[] {
	const [error] = loop.segments;
	const [element, component, repetition] = (error?.parts(1, 2, 2, 6) ?? []).map(
		(place) => Number(place) || undefined,
	);
	const code = error?.text(3, 3);
	// Element 0 is the segment's own name, of which the segment's error tells already.
	if (!element || !code) {
		error?.keep(1);
		error?.keep(3);
		return [];
	}
	return [
		present({
			element,
			component,
			repetition,
			reference: error?.text(2, 4),
			code,
			value: error?.text(4, 99),
		}),
	];
}

/** `CLM01:123456789`, or the situation, the segment and the element that call for what is missing. */
function contextOf(ctx: TreeSegment): string[] {
	const words = ctx.elements.map((_, at) =>
		ctx
			.parts(at + 1, 80)
			.filter(Boolean)
			.join(':'),
	);
	const said = words.filter(Boolean).join(' ').slice(0, 400);
	return said ? [said] : [];
}

const countOf = (segment: TreeSegment | undefined, element: number): number | undefined => {
	const count = segment?.quantity(element);
	return count === undefined || (Number.isInteger(count) && count >= 0)
		? count
		: segment?.fault('NUMBER_INVALID', element);
};

const codesOf = (segment: TreeSegment | undefined, from: number): string[] =>
	[0, 1, 2, 3, 4].flatMap((at) => segment?.text(from + at, 3) ?? []);
