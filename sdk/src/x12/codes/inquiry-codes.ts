/** X12 code list 1332: in whose words the place of a service is told. */
export const BILL_TYPE = 'A';
export const PLACE_OF_SERVICE = 'B';

const listed = (codes: string): ReadonlySet<string> => new Set(codes.trim().split(/\s+/));

/** X12 code list 1365: what kind of care is asked about or covered. */
export const SERVICE_TYPES = listed(`
	1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 30 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46
	47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87
	88 89 90 91 92 93 94 95 96 97 98 99 A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AQ AR B1 B2
	B3 BA BB BC BD BE BF BG BH BI BJ BK BL BM BN BP BQ BR BS BT BU BV BW BX BY BZ C1 CA CB CC CD CE CF CG CH CI CJ CK CL CM CN
	CO CP CQ DG DM DS GF GN GY IC MH NI ON PT PU RN RT TC TN UC`);

/** X12 code list 901: why a question is refused. */
export const REFUSAL_REASONS = listed(`
	04 15 33 35 36 37 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76
	77 78 79 80 82 83 84 85 86 87 88 89 90 91 92 93 94 95 96 97 98 AA AE AF AG AH AI AJ AK AL AM AN AO CI E8 IA MA T1 T2 T4 T5
	T6 TA TP ZZ`);
