import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

type Rules = Pick<LoopSpec, 'requires' | 'codes'>;

interface Edition {
	readonly segment: string;
	readonly element: string;
	readonly response: string;
	/** What GS08 starts with, and what is held against it. */
	readonly guide?: string;
	readonly ofGroup?: Rules;
	readonly ofSet?: Rules;
	readonly ofSegment?: Rules;
	readonly ofElement?: Rules;
	readonly ofResponse?: Rules;
	readonly ofTrailer?: Rules;
}

/** Answers to a functional group: the 999 of 005010X231A1 and the 997 before it, which differ in their segments' names. */
const acknowledgement = (code: string, edition: Edition): TransactionSpec => ({
	name: code,
	transaction: code,
	versions: [],
	...(edition.guide ? { guide: edition.guide } : {}),
	root: loop('ST', 'Transaction set', `ST*${code}`, {
		segments: ['AK1 !'],
		...edition.ofGroup,
		loops: [
			loop('2000', 'Transaction set response', 'AK2', {
				...edition.ofSet,
				loops: [
					loop('2100', 'Error in a segment', edition.segment, {
						segments: ['CTX x10'],
						...edition.ofSegment,
						loops: [
							loop('2110', 'Error in an element', edition.element, {
								segments: ['CTX x10'],
								...edition.ofElement,
								rank: 0,
							}),
						],
						rank: 0,
					}),
					loop('2000R', 'Status of the transaction set', `${edition.response} ! x1`, {
						...edition.ofResponse,
						rank: 1,
					}),
				],
				rank: 0,
			}),
			loop('2000G', 'Status of the group', 'AK9 ! x1', { ...edition.ofTrailer, rank: 1 }),
		],
	}),
});

const STATUSES = 'A,E,M,R,W,X';
const SET_ERRORS = '1,2,3,4,5,6,7,8,9,10,11,12,13,15,16,17,18,19,23,24,25,26,27,I5,I6';

export const IMPLEMENTATION_ACKNOWLEDGEMENT = acknowledgement('999', {
	segment: 'IK3',
	element: 'IK4',
	response: 'IK5',
	guide: '005010X231',
	ofGroup: { requires: { AK1: [1, 2, 3] } },
	ofSet: { requires: { AK2: [1, 2] } },
	ofSegment: {
		requires: { IK3: [1, 2, 4] },
		codes: { IK3: { 4: '1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9' } },
	},
	ofElement: {
		requires: { IK4: [1, 3] },
		codes: { IK4: { 3: '1,2,3,4,5,6,7,8,9,10,12,13,I10,I11,I12,I13,I6,I9' } },
	},
	ofResponse: {
		requires: { IK5: [1] },
		codes: { IK5: { 1: STATUSES, ...Object.fromEntries([2, 3, 4, 5, 6].map((n) => [n, SET_ERRORS])) } },
	},
	ofTrailer: { requires: { AK9: [1, 2, 3, 4] }, codes: { AK9: { 1: `${STATUSES},P` } } },
});

export const FUNCTIONAL_ACKNOWLEDGEMENT = acknowledgement('997', {
	segment: 'AK3',
	element: 'AK4',
	response: 'AK5',
});
