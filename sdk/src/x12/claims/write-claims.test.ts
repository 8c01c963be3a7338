import { describe, expect, test } from 'bun:test';
import type { CanonicalClaim } from '../../claim';
import { keptLines } from '../test-support/kept';
import { aClaim, aHospitalClaim, collect, sample837 } from '../test-support/sample-837';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import type { PlaceInGuide } from '../write/x12-writer';
import { readClaims } from './read-claims';
import { ClaimWriter, type WriteClaimsOptions, writeClaims } from './write-claims';

const options: WriteClaimsOptions = {
	sender: { id: 'S1' },
	receiver: { id: 'P1' },
	controlNumber: 1,
	at: '2026-03-02T10:30',
};

const write = async (claims: CanonicalClaim[], more: Partial<WriteClaimsOptions> = {}) =>
	(await collect(writeClaims(claims, { ...options, ...more }))).join('');

async function read(data: string | Uint8Array) {
	const readings = await collect(readClaims(data));
	return {
		claims: readings.flatMap((reading) => (reading.kind === 'claim' ? [reading.claim] : [])),
		problems: readings.flatMap((reading) => (reading.kind === 'problem' ? [reading.problem.code] : [])),
		rejected: readings.filter(({ kind }) => kind === 'rejected').length,
	};
}

/**
 * What a claim says, apart from the envelope it travelled in; numbers are compared as numbers. Left out is what 4010
 * carries and 5010, which is written, has no place for: a referring provider's specialty, another subscriber's birth,
 * that there was no emergency, a payer named an insurer;
 * and the letters of loops, which the two give differently.
 */
function meaningOf(claim: CanonicalClaim) {
	const { source, ...said } = JSON.parse(JSON.stringify(claim)) as CanonicalClaim;
	const extras = source.extras?.filter(({ path }) => !path.endsWith('/DMG')) ?? [];
	const kept = keptLines(extras).map((line) =>
		line
			.replaceAll(/(23[13]0|2420)[A-I]/g, '$1')
			.replace('"99","X","9"', '"99","A","9"')
			.replace('NM1 ["IN"', 'NM1 ["PR"'),
	);
	said.purpose ??= 'chargeable';
	if (said.referring_provider) delete said.referring_provider.taxonomy;
	for (const line of said.lines) if (line.emergency === false) delete line.emergency;
	for (const { subscriber } of said.other_payers) {
		delete subscriber.birth_date;
		delete subscriber.sex;
	}
	return {
		...said,
		submitter: source.submitter,
		receiver: source.receiver,
		at: source.submitted_at,
		kept: kept.sort(),
	};
}

/** Of a claim that came by 4010: its numbers and what had no field may have no place in 5010. */
function fieldsOf(claim: CanonicalClaim) {
	const { kept: _, ...said } = meaningOf(claim);
	return JSON.parse(JSON.stringify(said, (key, value) => (key === 'identifiers' ? undefined : value)));
}

test('a claim that is written and read again says the same', async () => {
	const { claims } = await read(sample837({ claims: [aClaim('A1'), aClaim('A2')] }));
	const again = await read(await write(claims));
	expect(again.claims.map(meaningOf)).toEqual(claims.map(meaningOf));
	expect(again).toMatchObject({ problems: [], rejected: 0 });
});

test('the same claims give the same bytes', async () => {
	const { claims } = await read(sample837());
	expect(await write(claims)).toBe(await write(claims));
});

test('claims of one provider and subscriber share their levels', async () => {
	const { claims } = await read(sample837({ claims: [aClaim('A1'), aClaim('A2')] }));
	const text = await write(claims);
	expect(text.match(/~HL\*/g)).toHaveLength(2);
	expect(text).toContain('~SE*35*0001~GE*1*1~IEA*1*000000001~');
});

test('kinds of claims stand in groups of their own, and transaction sets end at their limit', async () => {
	const { claims } = await read(sample837({ claims: [aClaim('A1'), aClaim('A2'), aClaim('A3')] }));
	const [first] = claims;
	if (!first) throw new Error('no claim');
	const hospital: CanonicalClaim = {
		...first,
		type: 'institutional',
		facility_type: '13',
		statement_from: '2026-03-01',
		statement_through: '2026-03-01',
	};
	const text = await write([...claims, hospital], { claimsPerTransaction: 2 });
	expect(text.match(/~ST\*837\*\d+\*\w+/g)).toEqual([
		'~ST*837*0001*005010X222A1',
		'~ST*837*0002*005010X222A1',
		'~ST*837*0001*005010X223A2',
	]);
	expect(text).toContain('~GE*2*1~GS*HC*');
	expect(text).toEndWith('~GE*1*2~IEA*2*000000001~');
	const again = await read(text);
	expect(again.claims.map(({ type }) => type)).toEqual([
		'professional',
		'professional',
		'professional',
		'institutional',
	]);
	expect(again.problems).toEqual([]);
});

test('a delimiter inside a name does not break the file', async () => {
	const { claims } = await read(sample837());
	const [claim] = claims;
	if (!claim) throw new Error('no claim');
	const named = { ...claim, billing_provider: { ...claim.billing_provider, name: 'A*B~C:D^E\nF' } };
	expect((await read(await write([named]))).claims[0]?.billing_provider.name).toBe('A B C D E F');
});

/** The sample's claim as another format would give it: what only an 837 says of the batch is not known. */
async function fromElsewhere(): Promise<CanonicalClaim> {
	const [claim] = (await read(sample837())).claims;
	if (!claim) throw new Error('no claim');
	return { ...claim, source: { format: 'fhir-r4' } };
}

test('a claim that came in another format names the partners of the envelope and the moment of the file', async () => {
	const claim = await fromElsewhere();
	const text = await write([{ ...claim, payer: { name: 'PAYER ONE' } }]);
	expect(text).toContain('~BHT*0019*00*1*20260302*1030*CH~NM1*41*2*S1*****46*S1~NM1*40*2*P1*****46*P1~');
	const dated = { ...claim, source: { ...claim.source, submitted_at: '2026-01-15' } };
	expect(await write([dated])).toContain('~BHT*0019*00*1*20260115*0000*CH~');
});

test.each(['20260302*103015', '20260302*10301500', '*1030'])(
	'what a batch says of its moment is written again: %s',
	async (moment) => {
		const { claims } = await read(sample837().replace('20260302*1030*CH', `${moment}*CH`));
		expect(await write(claims)).toContain(`~BHT*0019*00*B1*${moment}*CH~`);
	},
);

test('a partner who is numbered by another list stays numbered by it', async () => {
	const { claims } = await read(
		sample837().replace('BILLING SERVICE*****46*S1', 'BILLING SERVICE*****24*S1'),
	);
	expect(await write(claims)).toContain('~NM1*41*2*BILLING SERVICE*****24*S1~');
});

test.each(['DTP*472*D8*20260301-20260305', 'DTP*472*D8*20260301X'])(
	'a day with more behind it is told: %s',
	async (dated) => {
		const text = sample837().replace('DTP*472*D8*20260301', dated);
		const warnings = (await collect(readClaims(text))).flatMap((reading) =>
			reading.kind === 'claim' ? reading.warnings : [],
		);
		expect(warnings.map(({ code, segment_id }) => `${code} ${segment_id}`)).toEqual(['DATE_INVALID DTP']);
	},
);

test('what the guide requires of a claim from elsewhere and nobody told is told by its place, once for a level', async () => {
	const claim = await fromElsewhere();
	const child = { relationship: 'child' as const, last_name: 'SMITH', first_name: 'TIM' };
	const bare = {
		...claim,
		patient: child,
		billing_provider: { ...claim.billing_provider, address: undefined },
	};
	const told: string[] = [];
	const onMissing = ({ loop, segment_id, claim_id }: PlaceInGuide) =>
		told.push(`${loop} ${segment_id} ${claim_id}`);
	await write([bare, { ...bare, claim_id: 'A2' }], { onMissing });
	expect(told).toEqual([
		'1000A PER A1',
		'2010AA N3 A1',
		'2010AA N4 A1',
		...['A1', 'A2'].flatMap((id) => ['N3', 'N4', 'DMG'].map((segment) => `2010CA ${segment} ${id}`)),
	]);
	told.length = 0;
	await write([{ ...bare, source: { format: 'x12-837p' } }], { onMissing });
	expect(told).toEqual([]);
});

test('a segment that nothing is known for is not written', async () => {
	const claim = await fromElsewhere();
	const other = { payer: { id: 'P2' }, subscriber: { member_id: 'M2' }, adjustments: [], lines: [] };
	expect(await write([{ ...claim, other_payers: [other] }])).not.toContain('~OI');
});

test('that there was no emergency is not said, as 5010 only says that there was one', async () => {
	const claim = await fromElsewhere();
	const lines = claim.lines.map((line, at) => ({ ...line, emergency: at === 0 }));
	const text = await write([{ ...claim, lines }]);
	expect(text.match(/SV1\*[^~]*/g)).toEqual([
		'SV1*HC:99213:25*100.00*UN*1***1:2**Y',
		'SV1*HC:85025*50.00*UN*2***1',
	]);
});

test('the guide that a 4010 file names is not said of the 5010 file that is written', async () => {
	const old = sample837({ version: '004010X098A1' }).replace('~NM1*41', '~REF*87*004010X098A1~NM1*41');
	const { claims } = await read(old);
	expect(claims).toHaveLength(1);
	expect(await write(claims)).not.toContain('REF*87');
});

test('a payer whom 4010 names an insurer is one payer, also beside others', async () => {
	const other = [
		'SBR*S*18*GRP2******CI',
		'OI***Y***Y',
		'NM1*IL*1*SMITH*JANE****MI*M2',
		'NM1*IN*2*OTHER*****24*P2',
	];
	const claim = aClaim().toSpliced(2, 0, ...other);
	const old = sample837({ version: '004010X098A1', claims: [claim] }).replace(
		'NM1*PR*2*PAYER ONE*****PI*P1',
		'NM1*IN*2*PAYER ONE*****24*P1',
	);
	const { claims } = await read(old);
	expect(claims[0]).toMatchObject({
		payer: { id: 'P1' },
		other_payers: [{ payer: { id: 'P2', name: 'OTHER' } }],
	});
	const text = await write(claims);
	expect(text.match(/NM1\*(PR|IN)[^~]*/g)).toEqual([
		'NM1*PR*2*PAYER ONE*****24*P1',
		'NM1*PR*2*OTHER*****24*P2',
	]);
});

test('the specialty of a pay-to provider is not taken for the billing provider’s', async () => {
	const pay = 'PRV*PT*PXC*208D00000X';
	const beside = await read(sample837().replace('~NM1*85', `~${pay}~NM1*85`));
	expect(beside.claims[0]?.billing_provider.taxonomy).toBe('207Q00000X');
	expect(await write(beside.claims)).toContain(`~PRV*BI*PXC*207Q00000X~${pay}~NM1*85`);
	const alone = await read(sample837().replace('PRV*BI*PXC*207Q00000X', pay));
	expect(alone.claims[0]?.billing_provider.taxonomy).toBeUndefined();
	expect(await write(alone.claims)).toContain(`~HL*1**20*1~${pay}~NM1*85`);
});

test('what 4010 told and 5010 has no place for is left out, and told', async () => {
	const other = [
		'SBR*S*18*GRP2******CI',
		'AMT*B6*50',
		'AMT*D*20',
		'DMG*D8*19800101*F',
		'OI***Y***Y',
		'NM1*IL*1*SMITH*JANE****MI*M2',
	];
	const payer = ['NM1*PR*2*OTHER*****PI*P2', 'NM1*QC*1******MI*X', 'REF*1W*Y'];
	const [clm = '', ...rest] = aClaim();
	const claim = [`${clm}*******C**Y`, ...rest].toSpliced(2, 0, ...other, ...payer);
	const { claims } = await read(sample837({ version: '004010X098A1', claims: [claim] }));
	const leftOut: string[] = [];
	const text = await write(claims, {
		onLeftOut: ({ loop, segment_id, code, claim_id }) =>
			leftOut.push(`${claim_id} ${loop} ${segment_id}*${code}`),
	});
	expect(leftOut).toEqual(['A1 2330A DMG*undefined', 'A1 2320 AMT*B6', 'A1 2330C NM1*QC', 'A1 2330C REF*1W']);
	expect(text).toContain('AMT*D*20');
	expect(text).not.toMatch(/AMT\*B6|NM1\*QC|REF\*1W|\*Y\*A\*Y\*Y\*+C/);
});

test('who another insured is has no place in an 837, and is told wherever it came from', async () => {
	const { claims } = await read(sample837());
	const [claim] = claims;
	if (!claim) throw new Error('no claim');
	const subscriber = { last_name: 'ROE', member_id: 'M2', birth_date: '1980-01-01' };
	const other = { payer: { id: 'P2', name: 'OTHER' }, subscriber, adjustments: [], lines: [] };
	const leftOut: string[] = [];
	await write([{ ...claim, other_payers: [other], source: { format: 'fhir-r4' } }], {
		onLeftOut: ({ loop, segment_id }) => leftOut.push(`${loop} ${segment_id}`),
	});
	expect(leftOut).toEqual(['2330A DMG']);
});

test('the specialty of a hospital’s facility, which 4010 told, is left out, and told', async () => {
	const claim = [...aHospitalClaim()].toSpliced(4, 0, 'NM1*FA*2*WARD', 'PRV*RP*ZZ*101Y00000X', 'N3*1 A ST');
	const { claims } = await read(sample837({ version: '004010X096A1', claims: [claim] }));
	expect(claims[0]?.service_facility?.taxonomy).toBe('101Y00000X');
	const leftOut: string[] = [];
	await write(claims, { onLeftOut: ({ loop, segment_id }) => leftOut.push(`${loop} ${segment_id}`) });
	expect(leftOut).toEqual(['2310E PRV']);
});

test('a pharmacy claim is refused by name', () => {
	const writer = new ClaimWriter(options);
	const claim = { type: 'pharmacy' } as CanonicalClaim;
	expect(() => writer.write(claim)).toThrow('pharmacy');
});

describe.skipIf(!hasSharedData)('the real claim files (skipped without ../shared/data)', () => {
	const files = ['x12/837p', 'x12/837i', 'x12/837d'].flatMap(sharedFiles);

	test.each(files)('$name says the same when it is written and read again', async ({ bytes }) => {
		const { claims, rejected } = await read(bytes());
		if (claims.length === 0) return expect(rejected).toBeGreaterThan(0);
		const again = await read(await write(claims, { delimiters: { component: '>' } }));
		const isOld = claims.some(({ source }) => source.version?.startsWith('004'));
		const compared = isOld ? fieldsOf : meaningOf;
		expect(again.claims.map(compared)).toEqual(claims.map(compared));
		expect(again.problems.filter((code) => code.startsWith('CONTROL'))).toEqual([]);
	});
});
