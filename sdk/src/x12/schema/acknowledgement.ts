import { loop, type TransactionSpec } from './loop-spec';

/** Answers to a functional group: the 999 of 005010X231A1 and the 997 before it, which differ in their segments' names. */
const acknowledgement = (
	code: string,
	names: { readonly segment: string; readonly element: string; readonly response: string },
): TransactionSpec => ({
	name: code,
	transaction: code,
	versions: [],
	root: loop('ST', 'Transaction set', `ST*${code}`, {
		segments: ['AK1 !'],
		loops: [
			loop('2000', 'Transaction set response', 'AK2', {
				loops: [
					loop('2100', 'Error in a segment', names.segment, {
						segments: ['CTX x10'],
						loops: [loop('2110', 'Error in an element', names.element, { segments: ['CTX x10'], rank: 0 })],
						rank: 0,
					}),
					loop('2000R', 'Status of the transaction set', names.response, { rank: 1 }),
				],
				rank: 0,
			}),
			loop('2000G', 'Status of the group', 'AK9 !', { rank: 1 }),
		],
	}),
});

export const IMPLEMENTATION_ACKNOWLEDGEMENT = acknowledgement('999', {
	segment: 'IK3',
	element: 'IK4',
	response: 'IK5',
});

export const FUNCTIONAL_ACKNOWLEDGEMENT = acknowledgement('997', {
	segment: 'AK3',
	element: 'AK4',
	response: 'AK5',
});
