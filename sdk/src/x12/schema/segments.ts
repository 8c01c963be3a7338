/**
 * The elements of segments in 005010: number in the data element dictionary, type and length. Types are those of X12:
 * AN text, ID code, N0 whole number, R decimal, DT date, TM time. A composite has its own number and no length.
 */
const SOURCE = `
AAA 1073 ID 1-1 | 559 ID 2-2 | 901 ID 2-2 | 889 ID 1-1
ACT 508 AN 1-35 | 93 AN 1-60 | 66 ID 1-2 | 67 AN 2-80 | 569 ID 1-3 | 508 AN 1-35 | 352 AN 1-80 | 107 ID 1-2 | 1219 ID 1-2
ADX 782 R 1-18 | 426 ID 2-2 | 128 ID 2-3 | 127 AN 1-50
AK1 479 ID 2-2 | 28 N0 1-9 | 480 AN 1-12
AK2 143 ID 3-3 | 329 AN 4-9 | 1705 AN 1-35
AK9 715 ID 1-1 | 97 N0 1-6 | 123 N0 1-6 | 2 N0 1-6 | 716 ID 1-3 | 716 ID 1-3 | 716 ID 1-3 | 716 ID 1-3 | 716 ID 1-3
AMT 522 ID 1-3 | 782 R 1-18 | 478 ID 1-1
BGN 353 ID 2-2 | 127 AN 1-50 | 373 DT 8-8 | 337 TM 4-8 | 623 ID 2-2 | 127 AN 1-50 | 640 ID 2-2 | 306 ID 1-2 | 786 ID 2-2
BHT 1005 ID 4-4 | 353 ID 2-2 | 127 AN 1-50 | 373 DT 8-8 | 337 TM 4-8 | 640 ID 2-2
BPR 305 ID 1-2 | 782 R 1-18 | 478 ID 1-1 | 591 ID 3-3 | 812 ID 1-10 | 506 ID 2-2 | 507 AN 3-12 | 569 ID 1-3 | 508 AN 1-35 | 509 AN 10-10 | 510 AN 9-9 | 506 ID 2-2 | 507 AN 3-12 | 569 ID 1-3 | 508 AN 1-35 | 373 DT 8-8
CAS 1033 ID 1-2 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15 | 1034 ID 1-5 | 782 R 1-18 | 380 R 1-15
CL1 1315 ID 1-1 | 1314 ID 1-1 | 1352 ID 1-2
CLM 1028 AN 1-38 | 782 R 1-18 | 1032 ID 1-2 | 1343 ID 1-2 | C023 | 1073 ID 1-1 | 1359 ID 1-1 | 1073 ID 1-1 | 1363 ID 1-1 | 1351 ID 1-1 | C024 | 1366 ID 2-3 | 1073 ID 1-1 | 1338 ID 1-3 | 1073 ID 1-1 | 1360 ID 1-3 | 1029 ID 1-2 | 1073 ID 1-1 | 1383 ID 2-2 | 1514 ID 1-2
CLP 1028 AN 1-38 | 1029 ID 1-2 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 1032 ID 1-2 | 127 AN 1-50 | 1331 AN 1-2 | 1325 ID 1-1 | 1352 ID 1-2 | 1354 ID 1-4 | 380 R 1-15 | 954 R 1-10 | 1073 ID 1-1
COB 1138 ID 1-1 | 127 AN 1-50 | 1143 ID 1-1 | 1365
CR1 355 ID 2-2 | 81 R 1-10 | 1316 ID 1-1 | 1317 ID 1-1 | 355 ID 2-2 | 380 R 1-15 | 166 AN 1-55 | 166 AN 1-55 | 352 AN 1-80 | 352 AN 1-80
CRC 1136 ID 2-2 | 1073 ID 1-1 | 1321 ID 2-3 | 1321 ID 2-3 | 1321 ID 2-3 | 1321 ID 2-3 | 1321 ID 2-3
CTP 687 ID 2-2 | 236 ID 3-3 | 212 R 1-17 | 380 R 1-15 | C001
CUR 98 ID 2-3 | 100 ID 3-3
DMG 1250 ID 2-3 | 1251 AN 1-35 | 1068 ID 1-1 | 1067 ID 1-1
DN1 380 R 1-15 | 380 R 1-15 | 1073 ID 1-1 | 352 AN 1-80
DN2 127 AN 1-50 | 1368 ID 1-2 | 380 R 1-15 | 1250 ID 2-3 | 1251 AN 1-35 | 1270 ID 1-3
DSB 1146 ID 1-1 | 380 R 1-15 | 1149 ID 4-6 | 1154 ID 1-1 | 1161 ID 1-2 | 782 R 1-18 | 235 ID 2-2 | 1137 AN 1-15
DTM 374 ID 3-3 | 373 DT 8-8 | 337 TM 4-8
DTP 374 ID 3-3 | 1250 ID 2-3 | 1251 AN 1-35
EB 1390 ID 1-3 | 1207 ID 3-3 | 1365 | 1336 ID 1-3 | 1204 AN 1-50 | 615 ID 1-2 | 782 R 1-18 | 954 R 1-10 | 673 ID 2-2 | 380 R 1-15 | 1073 ID 1-1 | 1073 ID 1-1 | C003 | C004
EC 1176 ID 2-3 | 1176 ID 2-3 | 1176 ID 2-3 | 954 R 1-10 | 1201 ID 1-1 | 1149 ID 4-6
ENT 554 N0 1-6 | 98 ID 2-3 | 66 ID 1-2 | 67 AN 2-80 | 98 ID 2-3 | 66 ID 1-2 | 67 AN 2-80 | 128 ID 2-3 | 127 AN 1-50
EQ 1365 | C003 | 1207 ID 3-3 | 1336 ID 1-3 | C004
FRM 350 AN 1-20 | 1073 ID 1-1 | 127 AN 1-50 | 373 DT 8-8 | 332 R 1-6
HCP 1473 ID 2-2 | 782 R 1-18 | 782 R 1-18 | 127 AN 1-50 | 118 R 1-9 | 127 AN 1-50 | 782 R 1-18 | 234 AN 1-48 | 235 ID 2-2 | 234 AN 1-48 | 355 ID 2-2 | 380 R 1-15 | 901 ID 2-2 | 1526 ID 1-2 | 1527 ID 1-2
HCR 306 ID 1-2 | 127 AN 1-50 | 1271 | 1073 ID 1-1
HD 875 ID 3-3 | 1203 ID 2-3 | 1205 ID 2-3 | 1204 AN 1-50 | 1207 ID 3-3 | 609 N0 1-9 | 609 N0 1-9 | 1211 ID 1-1 | 1073 ID 1-1 | 1218 ID 2-3 | 1073 ID 1-1
HI C022 | C022 | C022 | C022 | C022 | C022 | C022 | C022 | C022 | C022 | C022 | C022
HL 628 AN 1-12 | 734 AN 1-12 | 735 ID 1-2 | 736 ID 1-1
HLH 1212 ID 1-1 | 65 R 1-8 | 81 R 1-10 | 81 R 1-10 | 352 AN 1-80 | 1213 ID 1-1 | 352 AN 1-80
HSD 673 ID 2-2 | 380 R 1-15 | 355 ID 2-2 | 1167 R 1-6 | 615 ID 1-2 | 616 N0 1-3 | 678 ID 1-2 | 679 ID 1-1
ICM 594 ID 1-1 | 782 R 1-18 | 380 R 1-15 | 310 AN 1-30 | 1214 AN 1-5 | 100 ID 3-3
IDC 1204 AN 1-50 | 1215 ID 1-1 | 380 R 1-15 | 306 ID 1-2
III 1270 ID 1-3 | 1271 AN 1-30 | 1136 ID 2-2 | 933 AN 1-264 | 380 R 1-15 | C001 | 752 ID 2-2 | 752 ID 2-2 | 752 ID 2-2
IK3 721 ID 2-3 | 719 N0 1-10 | 447 AN 1-6 | 620 ID 1-3
IK4 C030 | 725 N0 1-4 | 621 ID 1-3 | 724 AN 1-99
IK5 717 ID 1-1 | 618 ID 1-3 | 618 ID 1-3 | 618 ID 1-3 | 618 ID 1-3 | 618 ID 1-3
INS 1073 ID 1-1 | 1069 ID 2-2 | 875 ID 3-3 | 1203 ID 2-3 | 1216 ID 1-1 | C052 | 1219 ID 1-2 | 584 ID 2-2 | 1220 ID 1-1 | 1073 ID 1-1 | 1250 ID 2-3 | 1251 AN 1-35 | 1165 ID 1-1 | 19 AN 2-30 | 156 ID 2-2 | 26 ID 2-3 | 1470 N0 1-9
K3 449 AN 1-80 | 1333 ID 1-2 | C001
LE 447 AN 1-6
LIN 350 AN 1-20 | 235 ID 2-2 | 234 AN 1-48
LQ 1270 ID 1-3 | 1271 AN 1-30
LS 447 AN 1-6
LUI 66 ID 1-2 | 67 AN 2-80 | 352 AN 1-80 | 1303 ID 1-2 | 1476 ID 1-1
LX 554 N0 1-6
MEA 737 ID 2-2 | 738 ID 1-3 | 739 R 1-20
MIA 380 R 1-15 | 782 R 1-18 | 380 R 1-15 | 782 R 1-18 | 127 AN 1-50 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 380 R 1-15 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 127 AN 1-50 | 127 AN 1-50 | 127 AN 1-50 | 127 AN 1-50 | 782 R 1-18
MOA 954 R 1-10 | 782 R 1-18 | 127 AN 1-50 | 127 AN 1-50 | 127 AN 1-50 | 127 AN 1-50 | 127 AN 1-50 | 782 R 1-18 | 782 R 1-18
MPI 1201 ID 1-1 | 584 ID 2-2 | 1595 ID 1-1 | 352 AN 1-80 | 1596 ID 2-2 | 1250 ID 2-3 | 1251 AN 1-35
MSG 933 AN 1-264 | 934 ID 2-2 | 1470 N0 1-9
N1 98 ID 2-3 | 93 AN 1-60 | 66 ID 1-2 | 67 AN 2-80
N2 93 AN 1-60 | 93 AN 1-60
N3 166 AN 1-55 | 166 AN 1-55
N4 19 AN 2-30 | 156 ID 2-2 | 116 ID 3-15 | 26 ID 2-3 | 309 ID 1-2 | 310 AN 1-30 | 1715 ID 1-3
NM1 98 ID 2-3 | 1065 ID 1-1 | 1035 AN 1-60 | 1036 AN 1-35 | 1037 AN 1-25 | 1038 AN 1-10 | 1039 AN 1-10 | 66 ID 1-2 | 67 AN 2-80
NTE 363 ID 3-3 | 352 AN 1-80
OI 1032 ID 1-2 | 1383 ID 2-2 | 1073 ID 1-1 | 1351 ID 1-1 | 1360 ID 1-3 | 1363 ID 1-1
PAT 1069 ID 2-2 | 1384 ID 1-1 | 584 ID 2-2 | 1220 ID 1-1 | 1250 ID 2-3 | 1251 AN 1-35 | 355 ID 2-2 | 81 R 1-10 | 1073 ID 1-1
PER 366 ID 2-2 | 93 AN 1-60 | 365 ID 2-2 | 364 AN 1-256 | 365 ID 2-2 | 364 AN 1-256 | 365 ID 2-2 | 364 AN 1-256
PLA 306 ID 1-2 | 98 ID 2-3 | 373 DT 8-8 | 337 TM 4-8 | 1203 ID 2-3
PLB 127 AN 1-50 | 373 DT 8-8 | C042 | 782 R 1-18 | C042 | 782 R 1-18 | C042 | 782 R 1-18 | C042 | 782 R 1-18 | C042 | 782 R 1-18 | C042 | 782 R 1-18
PRV 1221 ID 1-3 | 128 ID 2-3 | 127 AN 1-50
PS1 127 AN 1-50 | 782 R 1-18
PWK 755 ID 2-2 | 756 ID 1-2 | 757 N0 1-2 | 98 ID 2-3 | 66 ID 1-2 | 67 AN 2-80
QTY 673 ID 2-2 | 380 R 1-15 | C001
RDM 756 ID 1-2 | 93 AN 1-60 | 364 AN 1-256 | C040 | C040
REF 128 ID 2-3 | 127 AN 1-50 | 352 AN 1-80 | C040
RMR 128 ID 2-3 | 127 AN 1-50 | 482 ID 2-2 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 426 ID 2-2 | 782 R 1-18
SBR 1138 ID 1-1 | 1069 ID 2-2 | 127 AN 1-50 | 93 AN 1-60 | 1336 ID 1-3 | 1143 ID 1-1 | 1073 ID 1-1 | 584 ID 2-2 | 1032 ID 1-2
STC C043 | 373 DT 8-8 | 306 ID 1-2 | 782 R 1-18 | 782 R 1-18 | 373 DT 8-8 | 591 ID 3-3 | 373 DT 8-8 | 429 AN 1-16 | C043 | C043 | 933 AN 1-264
SV1 C003 | 782 R 1-18 | 355 ID 2-2 | 380 R 1-15 | 1331 AN 1-2 | 1365 ID 1-2 | C004 | 782 R 1-18 | 1073 ID 1-1 | 1340 ID 1-1 | 1073 ID 1-1 | 1073 ID 1-1 | 1364 ID 1-2 | 1341 ID 1-2 | 1327 ID 1-1
SV2 234 AN 1-48 | C003 | 782 R 1-18 | 355 ID 2-2 | 380 R 1-15 | 1371 R 1-10 | 782 R 1-18
SV3 C003 | 782 R 1-18 | 1331 AN 1-2 | C006 | 1358 ID 1-1 | 380 R 1-15 | 352 AN 1-80 | 1327 ID 1-1 | 1360 ID 1-3 | 1359 ID 1-1 | C004
SVC C003 | 782 R 1-18 | 782 R 1-18 | 234 AN 1-48 | 380 R 1-15 | C003 | 380 R 1-15
SVD 67 AN 2-80 | 782 R 1-18 | C003 | 234 AN 1-48 | 380 R 1-15 | 554 N0 1-6
TOO 1270 ID 1-3 | 1271 AN 1-30 | C005
TRN 481 ID 1-2 | 127 AN 1-50 | 509 AN 10-10 | 127 AN 1-50
TS3 127 AN 1-50 | 1331 AN 1-2 | 373 DT 8-8 | 380 R 1-15 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 782 R 1-18 | 380 R 1-15 | 782 R 1-18
UM 1525 ID 1-2 | 1322 ID 1-1 | 1365 ID 1-2 | C023 | C024 | 1338 ID 1-3 | 1213 ID 1-1 | 923 ID 1-1 | 1073 ID 1-1 | 1514 ID 1-2
`;

/** What stands behind them where other guides than those of the 837 go on: of each segment the elements that follow. */
const TAILS = `
CL1 1345 ID 1-1
DMG C056 | 1066 ID 1-2 | 26 ID 2-3 | 659 ID 1-2 | 380 R 1-15 | 1270 ID 1-3 | 1271 AN 1-30
DTM 623 ID 2-2 | 1250 ID 2-3 | 1251 AN 1-35
N1 706 ID 2-2 | 98 ID 2-3
NM1 706 ID 2-2 | 98 ID 2-3 | 1035 AN 1-60
PER 443 AN 1-20
PRV 156 ID 2-2 | C035 | 1223 ID 3-3
PWK 352 AN 1-80 | C002 | 1525 ID 1-2
QTY 61 AN 1-30
SV1 1334 ID 1-1 | 127 AN 1-50 | 116 ID 3-15 | 782 R 1-18 | 1337 ID 1-1 | 1360 ID 1-3
SV2 1073 ID 1-1 | 1345 ID 1-1 | 1337 ID 1-1
`;

export interface ElementSpec {
	/** Its number in the data element dictionary, as a 999 names it. */
	readonly reference: string;
	readonly type: 'AN' | 'ID' | 'N0' | 'R' | 'DT' | 'TM' | 'composite';
	/** AN or ID: only its length is told. */
	readonly isText: boolean;
	readonly min: number;
	readonly max: number;
}

const TYPES = new Set<string>(['AN', 'ID', 'N0', 'R', 'DT', 'TM']);
const isType = (type: string | undefined): type is ElementSpec['type'] =>
	type !== undefined && TYPES.has(type);

function parseElement(source: string): ElementSpec {
	const [reference = '', type, length = ''] = source.trim().split(' ');
	if (!isType(type))
		return { reference, type: 'composite', isText: false, min: 0, max: Number.POSITIVE_INFINITY };
	const [min = 0, max = 0] = length.split('-').map(Number);
	return { reference, type, isText: type === 'AN' || type === 'ID', min, max };
}

const linesOf = (table: string): Map<string, string> =>
	new Map(
		table
			.trim()
			.split('\n')
			.map((line) => {
				const at = line.indexOf(' ');
				return [line.slice(0, at), line.slice(at)];
			}),
	);

const sources = linesOf(SOURCE);
const tails = linesOf(TAILS);
const dictionary = new Map<string, readonly ElementSpec[]>();
const wholes = new Map<string, readonly ElementSpec[]>();

/**
 * The elements of a segment as far as the 837 uses them, the first at index 0; undefined for a segment that the
 * dictionary does not hold.
 */
export function elementsOf(segment: string): readonly ElementSpec[] | undefined {
	const known = dictionary.get(segment);
	if (known) return known;
	const elements = sources.get(segment)?.split('|').map(parseElement);
	if (elements) dictionary.set(segment, elements);
	return elements;
}

/** The elements of a segment as far as any guide uses them. */
export function allElementsOf(segment: string): readonly ElementSpec[] | undefined {
	const known = wholes.get(segment);
	if (known) return known;
	const tail = tails.get(segment)?.split('|').map(parseElement) ?? [];
	const elements = elementsOf(segment)?.concat(tail);
	if (elements) wholes.set(segment, elements);
	return elements;
}
