/**
 * The syntax notes of segments in 005010, as X12 writes them: P0304, elements 3 and 4 stand together or not at all;
 * R0203, one of them at least; E0207, one of them at most; C0605, with 6 stands 5; L050607, with 5 stands 6 or 7.
 */
const SOURCE = `
ADX P0304
BGN C0504
BPR P0607 C0809 P1213 C1415
CAS L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917
DMG P0102 P1011 C1105
DTM R020305 P0506
EB P0910
ENT P020304 P050607 P0809
EQ R0102
HSD P0102 C0605
III P0102
INS P1112
LQ C0102
LUI P0102
MPI P0607
N1 R0203 P0304
N4 E0207 C0605 C0704
NM1 P0809
PER P0304 P0506 P0708
PLB P0506 P0708 P0910 P1112 P1314
PRV P0203
PWK P0506
REF R0203
RMR P0102
SV1 P0304
SV2 R0102 P0405
`;

export type Relation = 'P' | 'R' | 'E' | 'C' | 'L';

export interface SyntaxNote {
	readonly relation: Relation;
	readonly elements: readonly number[];
}

const notes = new Map(
	SOURCE.trim()
		.split('\n')
		.map((line) => {
			const [segment = '', ...sources] = line.split(' ');
			return [segment, sources.map(parseNote)];
		}),
);

const NONE: readonly SyntaxNote[] = [];

export const notesOf = (segment: string): readonly SyntaxNote[] => notes.get(segment) ?? NONE;

function parseNote(source: string): SyntaxNote {
	const elements = source.slice(1).match(/\d\d/g) ?? [];
	return { relation: source.charAt(0) as Relation, elements: elements.map(Number) };
}
