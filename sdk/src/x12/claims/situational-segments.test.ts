import { describe, expect, test } from 'bun:test';
import { aClaim, aHospitalClaim, collect, join, sampleSegments } from '../test-support/sample-837';
import { readClaims } from './read-claims';
import { writeClaims } from './write-claims';

/** Each of these may stand in a claim or not. Where it stands, it is there again when the claim is written. */

const OTHER_PAYER = [
	'SBR*S*18*GRP2******CI',
	'AMT*D*40.00',
	'OI***Y***Y',
	'NM1*IL*1*SMITH*JOHN****MI*M2',
	'NM1*PR*2*OTHER PAYER*****PI*P2',
];

const aDentalClaim = (): string[] => [
	'CLM*D1*150***11:B:1*Y*A*Y*Y',
	'HI*ABK:K021',
	'LX*1',
	'SV3*AD:D2150*150****1',
	'DTP*472*D8*20260301',
];

interface Kind {
	readonly version: string;
	readonly claim: () => string[];
	/** After which segment of it each loop's rows stand. */
	readonly places: Readonly<Record<string, string>>;
}

const KINDS = {
	professional: {
		version: '005010X222A1',
		claim: () => aClaim().slice(0, 5),
		places: { '2300': 'CLM', '2310': 'HI', '2320': 'HI', '2400': 'SV1', '2410': 'DTP*472' },
	},
	institutional: {
		version: '005010X223A2',
		claim: aHospitalClaim,
		places: { '2300': 'CL1', '2310': 'HI', '2320': 'HI', '2400': 'SV2', '2410': 'SV2' },
	},
	dental: {
		version: '005010X224A2',
		claim: aDentalClaim,
		places: { '2300': 'CLM', '2310': 'HI', '2320': 'HI', '2400': 'SV3', '2410': 'DTP*472' },
	},
} as const satisfies Record<string, Kind>;

type KindName = keyof typeof KINDS;

/** Amounts come back written out: 45 and 45.00 are one. */
const sameAmounts = (segment: string) => segment.replaceAll(/\*(-?\d+)\.00(?=\*|$)/g, '*$1');

async function writtenAgain(kind: KindName, loop: string, segments: readonly string[]) {
	const { version, claim, places } = KINDS[kind];
	const lines = claim();
	const start: string = new Map<string, string>(Object.entries(places)).get(loop) ?? '';
	lines.splice(lines.findIndex((segment) => segment.startsWith(start)) + 1, 0, ...segments);
	const readings = await collect(readClaims(join(sampleSegments({ claims: [lines], version }))));
	const claims = readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim] : []));
	const pieces = writeClaims(claims, {
		sender: { id: 'S1' },
		receiver: { id: 'P1' },
		controlNumber: 1,
		at: '2026-03-02T10:30',
	});
	return { claims, segments: (await collect(pieces)).join('').split('~').map(sameAmounts) };
}

/** In which kinds of claim, in which loop, the segments of that loop. */
type Row = readonly [kinds: string, loop: string, ...segments: string[]];

const drug = (ndc: string, quantity: string) => [`LIN**N4*${ndc}`, `CTP****${quantity}*UN`];
const another = (at: number, ...segments: string[]) => OTHER_PAYER.toSpliced(at, 0, ...segments);

const ROWS: readonly Row[] = [
	['PID', '2300', 'REF*F8*CN1', 'REF*F8*CN2'],
	['PID', '2300', 'REF*G1*A1', 'REF*G1*A2'],
	['PID', '2300', 'REF*9F*R1', 'REF*D9*C1', 'REF*P4*DEMO'],
	['PID', '2300', 'AMT*F5*20'],
	['I', '2300', 'AMT*F3*20'],
	['D', '2300', 'AMT*MA*20'],
	['P', '2300', 'DTP*431*D8*20260201', 'DTP*439*D8*20260202', 'DTP*360*D8*20260203'],
	['I', '2300', 'DTP*096*TM*1130', 'DTP*435*DT*202603010830', 'DTP*050*D8*20260310'],
	['D', '2300', 'DTP*472*D8*20260102'],
	['D', '2300', 'DTP*472*RD8*20260102-20260105'],
	['D', '2300', 'DN1*36*12*N', 'DN2*3*E', 'DTP*452*D8*20250101'],
	['PID', '2300', 'PWK*OZ*BM***AC*DMN0012', 'CN1*05*550*10*CODE*5*1', 'K3*STATE', 'NTE*ADD*A NOTE'],
	['P', '2300', 'CR1*LB*140*I*A*DH*12', 'CR2********M', 'CRC*07*Y*01', 'CRC*E1*Y*L1'],
	['PID', '2310', 'HCP*10*100*10*RPO12345*7.5*DRG1*50*0300*HC*99213*UN*2*T1*1*5'],
	['I', '2310', 'HI*BI:70:RD8:20260301-20260303', 'HI*BH:11:D8:20260301', 'HI*BE:80:::3.00', 'HI*DR:470'],
	['I', '2310', 'HI*ABJ:R05', 'HI*APR:R06', 'HI*ABN:W19:::::::Y', 'HI*BBR:0DTJ4ZZ:D8:20260302'],
	['P', '2310', 'HI*BP:33414', 'HI*BG:A1'],
	['P', '2310', 'NM1*PW*2', 'N3*1 A', 'N4*SPRINGFIELD*IL*62701', 'NM1*45*2*DROP'],
	['I', '2310', 'NM1*ZZ*1*DOE*A****XX*1234567893', 'REF*0B*L1'],
	['PD', '2310', 'NM1*P3*1*CARE*PRIMARY****XX*1234567893', 'REF*0B*L1'],
	[
		'PD',
		'2310',
		'NM1*DN*1*DOE*A****XX*1234567893',
		'REF*G2*1',
		'NM1*P3*1*CARE*ANN****XX*1245319599',
		'REF*0B*2',
	],
	['PD', '2310', 'NM1*82*1*DOE*A****XX*NOTANNPI', 'REF*G2*1'],
	['PID', '2320', ...another(1, 'CAS*CO*45*50*1', 'CAS*PR*1*10**2*20**3*5*2')],
	['PID', '2320', ...another(2, 'AMT*A8*15', 'AMT*EAF*25')],
	['PID', '2320', ...another(3, 'MOA*.5*10*MA01*MA02***5*7')],
	['I', '2320', ...another(3, 'MIA*3*1*2*100*MA01*5*6*7*8*9*10*11*12*13*14*15*16*17*18*MA02')],
	['PID', '2320', ...another(5, 'DTP*573*D8*20260210', 'REF*2U*A', 'REF*G1*B', 'REF*F8*C', 'REF*T4*Y')],
	['P', '2320', ...another(5, 'NM1*82*1', 'REF*0B*1', 'NM1*85*2', 'REF*G2*1')],
	['D', '2400', 'TOO*JP*12*L:O', 'TOO*JP*13', 'TOO*JO*14*L'],
	['P', '2400', 'SV5*HC:A4631*DA*30*50*5000*4', 'CR3*I*MO*12', 'PWK*CT*AB', 'QTY*PT*2', 'MEA*TR*R1*113.4'],
	['P', '2400', 'DTP*607*D8*20260102', 'DTP*304*D8*20260103', 'DTP*738*D8*20260104'],
	['D', '2400', 'DTP*441*D8*20250102', 'DTP*196*D8*20260102', 'DTP*198*D8*20260103'],
	['PID', '2400', 'REF*G1*V1**2U:P2', 'REF*9F*R1', 'REF*6R*L1', 'REF*9B*V2'],
	['I', '2400', 'AMT*GT*5', 'AMT*N8*6'],
	['PD', '2400', 'AMT*T*5', 'K3*DATA'],
	['P', '2400', 'NTE*ADD*HI', 'NTE*TPO*HO', 'PS1*PN*110', 'HCP*03*100*10*RPO12345'],
	['PI', '2410', ...drug('01234567891', '2'), 'REF*XZ*123'],
	['PI', '2410', ...drug('01234567891', '2'), ...drug('01234567892', '3'), ...drug('01234567893', '4')],
	['PI', '2410', 'LIN**N4*01234567891', ...drug('01234567892', '3'), 'REF*XZ*124'],
	['PI', '2410', 'LIN**EN*01234567891', 'CTP****2*UN'],
	['P', '2410', 'NM1*82*1*DOE*A****XX*1234567893', 'PRV*PE*PXC*207Q00000X', 'REF*G2*1'],
	['I', '2410', 'NM1*ZZ*1*DOE*A****XX*1234567893', 'REF*G2*1'],
	['P', '2410', 'NM1*DN*1*DOE*A****XX*1234567893', 'NM1*P3*1*CARE*ANN****XX*1245319599', 'REF*G2*1'],
	['P', '2410', 'LQ*UT*01.02', 'FRM*1A*Y'],
];

const NAMES: readonly KindName[] = ['professional', 'institutional', 'dental'];

const CASES = ROWS.flatMap(([kinds, loop, ...segments]) =>
	NAMES.filter((kind) => kinds.includes(kind.charAt(0).toUpperCase())).map(
		(kind) => [kind, loop, segments] as const,
	),
);

test.each(CASES)('%s, in %s: %j is read and written', async (kind, loop, segments) => {
	const { claims, segments: written } = await writtenAgain(kind, loop, segments);
	expect(claims).toHaveLength(1);
	expect(segments.filter((segment) => !written.includes(sameAmounts(segment)))).toEqual([]);
});

describe('several drugs of one line', () => {
	const first = 'LIN**N4*01234567891';

	test('what is told of the second is not taken for the first', async () => {
		const { claims } = await writtenAgain('professional', '2410', [
			first,
			...drug('01234567892', '3'),
			'REF*XZ*124',
		]);
		expect(claims[0]?.lines[0]?.drug).toEqual({ ndc: '01234567891' });
	});

	test('they are written in their order, each with its own quantity', async () => {
		const drugs = [...drug('01234567891', '2'), ...drug('01234567892', '3')];
		const { segments } = await writtenAgain('professional', '2410', drugs);
		expect(segments.filter((segment) => /^(LIN|CTP)/.test(segment))).toEqual(drugs);
	});
});

test('an attachment whose number is of another kind is the same one attachment when it is written and read again', async () => {
	const told = ['PWK*OZ*BM*1*AC*AA*ATT1*A TEXT', 'PWK*B4*EL***AC*ATT2'];
	const { claims, segments } = await writtenAgain('professional', '2300', told);
	expect(claims[0]?.attachments).toHaveLength(2);
	expect(segments.filter((segment) => segment.startsWith('PWK'))).toEqual(told);
});

test('a tooth of which not every surface could be read is the same one tooth', async () => {
	const { segments } = await writtenAgain('dental', '2400', ['TOO*JP*12*M:XXXXX']);
	expect(segments.filter((segment) => segment.startsWith('TOO'))).toEqual(['TOO*JP*12*M:XXXXX']);
});

test('a text in which somebody used the component separator comes back once', async () => {
	const { claims } = await writtenAgain('professional', '2300', ['PWK*OZ*BM***AA*A:B']);
	const pieces = writeClaims(claims, {
		sender: { id: 'S1' },
		receiver: { id: 'P1' },
		controlNumber: 1,
		at: '2026-03-02T10:30',
		delimiters: { component: '>' },
	});
	expect((await collect(pieces)).join('')).toContain('~PWK*OZ*BM***AA*A:B~');
});

test('an entity that does not say what it is, is not taken for another of its loop', async () => {
	const { segments } = await writtenAgain('professional', '2410', [
		'NM1*DQ*1*DOE*ANN',
		'NM1**2',
		'N3*1 A ST',
	]);
	expect(segments).toContain('NM1*DQ*1*DOE*ANN');
});

test('a primary care provider is not the one who referred the patient', async () => {
	const { claims } = await writtenAgain('professional', '2310', ['NM1*P3*1*CARE*PRIMARY****XX*1234567893']);
	expect(claims[0]?.referring_provider).toBeUndefined();
});

describe('two policies with one payer', () => {
	const second = OTHER_PAYER.map((segment) => segment.replace('SBR*S', 'SBR*T').replace('GRP2', 'GRP3'));
	const decided = ['SVD*P2*40*HC:99213**1', 'CAS*PR*1*10', 'SVD*P2*30*HC:99213**1', 'CAS*PR*2*20'];

	test('each has decided the line once, in their order', async () => {
		const claim = aClaim().slice(0, 5);
		claim.splice(2, 0, ...OTHER_PAYER, ...second);
		claim.push(...decided);
		const readings = await collect(readClaims(join(sampleSegments({ claims: [claim] }))));
		const [payers] = readings.flatMap((reading) =>
			reading.kind === 'claim' ? [reading.claim.other_payers] : [],
		);
		expect(payers?.map(({ lines }) => lines.map(({ paid }) => paid))).toEqual([['40.00'], ['30.00']]);
	});
});

const problemsOf = async (claim: string[], version = '005010X222A1') =>
	(await collect(readClaims(join(sampleSegments({ version, claims: [claim] }))))).flatMap((reading) =>
		reading.kind === 'claim'
			? reading.warnings.map(({ code, segment_id, element, component }) =>
					[segment_id, element, component, code].join(' '),
				)
			: [],
	);

test('a line that somebody decided who is no payer of the claim says so', async () => {
	const claim = [...aClaim().toSpliced(2, 0, ...OTHER_PAYER), 'SVD*P3*30*HC:99213**1'];
	expect(await problemsOf(claim)).toEqual(['SVD 1  PAYER_UNKNOWN']);
});

test('an occurrence whose date is no day is told with its place', async () => {
	const claim = aHospitalClaim().toSpliced(3, 0, 'HI*BH:A1:D8:20260301*BH:24:BH:20260301');
	expect(await problemsOf(claim, '005010X223A2')).toEqual(['HI 2 3 CODE_INVALID']);
});
