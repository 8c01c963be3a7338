/** Small X12 files for tests: valid as they come, and a test changes only what it is about. */
export interface Sample {
	claims?: string[][];
	version?: string;
	element?: string;
	component?: string;
	terminator?: string;
	lineEnd?: string;
	interchange?: string;
}

export const aClaim = (id = 'A1'): string[] => [
	`CLM*${id}*150***11:B:1*Y*A*Y*Y`,
	'HI*ABK:J069*ABF:E119',
	'LX*1',
	'SV1*HC:99213:25*100*UN*1***1:2',
	'DTP*472*D8*20260301',
	'LX*2',
	'SV1*HC:85025*50.00*UN*2***1',
	'DTP*472*D8*20260301',
];

/** A hospital's; the version of its file says 005010X223A2. */
export const aHospitalClaim = (): string[] => [
	'CLM*H1*50***13:A:1**A*Y*Y',
	'DTP*434*RD8*20260301-20260303',
	'CL1*3*1*01',
	'HI*ABK:J069',
	'LX*1',
	'SV2*0300*HC:85025*50*UN*1',
];

/** One billing provider, one subscriber who is the patient, and the claims given. */
export function sampleSegments({
	claims = [aClaim()],
	version = '005010X222A1',
	interchange = '000000001',
}: Sample = {}): string[] {
	const body = [
		'BHT*0019*00*B1*20260302*1030*CH',
		'NM1*41*2*BILLING SERVICE*****46*S1',
		'PER*IC*EDI DESK*TE*5551234567',
		'NM1*40*2*PAYER ONE*****46*P1',
		'HL*1**20*1',
		'PRV*BI*PXC*207Q00000X',
		'NM1*85*2*CLINIC*****XX*1234567893',
		'N3*1 MAIN ST',
		'N4*SPRINGFIELD*IL*627010000',
		'REF*EI*123456789',
		'HL*2*1*22*0',
		'SBR*P*18*GRP1******CI',
		'NM1*IL*1*SMITH*JANE****MI*M1',
		'N3*2 OAK AVE',
		'N4*SPRINGFIELD*IL*62702',
		'DMG*D8*19800101*F',
		'NM1*PR*2*PAYER ONE*****PI*P1',
		...claims.flat(),
	];
	return [
		`ISA*00*          *00*          *ZZ*S1             *ZZ*P1             *260302*1030*^*00501*${interchange}*0*T*:`,
		`GS*HC*S1*P1*20260302*1030*1*X*${version}`,
		`ST*837*0001*${version}`,
		...body,
		`SE*${body.length + 2}*0001`,
		'GE*1*1',
		`IEA*1*${interchange}`,
	];
}

export function join(
	segments: string[],
	{ element = '*', component = ':', terminator = '~', lineEnd = '' }: Sample = {},
): string {
	const wire = segments.map((segment) => segment.replaceAll(':', component).replaceAll('*', element));
	return wire.map((segment) => segment + terminator + lineEnd).join('');
}

export const sample837 = (sample: Sample = {}): string => join(sampleSegments(sample), sample);

/** The file with one segment replaced; the trailer's count stays right when one segment replaces one. */
export const replaceSegment = (text: string, start: string, by: string): string =>
	text.replace(
		new RegExp(`(^|~)${start.replaceAll('*', '\\*')}[^~]*~`),
		(_, before: string) => `${before}${by}~`,
	);

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export function* inPieces(data: Uint8Array, size: number): Generator<Uint8Array> {
	for (let at = 0; at < data.length; at += size) yield data.slice(at, at + size);
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
	const all: T[] = [];
	for await (const item of items) all.push(item);
	return all;
}
