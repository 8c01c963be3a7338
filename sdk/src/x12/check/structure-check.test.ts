import { expect, test } from 'bun:test';
import { Acknowledger } from '../acknowledge/acknowledgement';
import { write999 } from '../acknowledge/write-acknowledgements';
import { readClaims } from '../claims/read-claims';
import type { X12Problem } from '../problem';
import { aHospitalClaim, sample837 } from '../test-support/sample-837';

const options = { controlNumber: 5, at: '2026-03-03T09:00' };

/** What is found in a file, and what its 999 says of it. */
async function checked(text: string): Promise<{ problems: X12Problem[]; answer: string[] }> {
	const acknowledger = new Acknowledger();
	const problems: X12Problem[] = [];
	for await (const reading of readClaims(text, { check: true })) {
		acknowledger.add(reading);
		if (reading.kind === 'problem') problems.push(reading.problem);
		if (reading.kind === 'claim' || reading.kind === 'rejected') problems.push(...reading.warnings);
	}
	const [outcome] = acknowledger.outcomes();
	return { problems, answer: outcome ? write999(outcome, options).split('~') : [] };
}

/** The trailer's count is put right, so that only what the test is about is wrong. */
const recounted = (text: string): string => {
	const segments = text.split('~');
	const inside = segments.findIndex((segment) => segment.startsWith('SE*')) - 1;
	return text.replace(/SE\*\d+/, `SE*${inside}`);
};

const changed = (from: string, to: string): string => recounted(sample837().replace(from, to));

const hospitalWithout = (segment: string): string => {
	const text = sample837({ version: '005010X223A2', claims: [aHospitalClaim()] });
	return recounted(text.replace(new RegExp(`${segment}[^~]*~`), ''));
};

test('a file that keeps to its guide has nothing against it', async () => {
	const { problems, answer } = await checked(sample837());
	expect(problems).toEqual([]);
	expect(answer).toContain('IK5*A');
});

/** Level 1: elements against the dictionary. Level 2: segments and loops against the guide. */
test.each([
	[
		1,
		'ELEMENT_TOO_SHORT',
		changed('N4*SPRINGFIELD*IL*62702~', 'N4*SPRINGFIELD*IL*6~'),
		{ loop: '2010BA', element: 3 },
		'IK4*3*116*4*6',
	],
	[
		1,
		'ELEMENT_TOO_LONG',
		changed('N3*2 OAK AVE', `N3*${'X'.repeat(56)}`),
		{ loop: '2010BA', element: 1 },
		`IK4*1*166*5*${'X'.repeat(56)}`,
	],
	[1, 'ELEMENT_UNEXPECTED', changed('LX*2', 'LX*2*A'), { loop: '2400', element: 2 }, 'IK3*LX*24*2400*8'],
	[
		1,
		'DATE_INVALID',
		changed('BHT*0019*00*B1*20260302*1030*CH', 'BHT*0019*00*B1*2026-302*1030*CH'),
		{ loop: 'ST', element: 4 },
		'IK4*4*373*8*2026-302',
	],
	[
		1,
		'TIME_INVALID',
		changed('*20260302*1030*CH', '*20260302*9930*CH'),
		{ loop: 'ST', element: 5 },
		'IK4*5*337*9*9930',
	],
	[
		2,
		'SEGMENT_MISSING',
		changed('PER*IC*EDI DESK*TE*5551234567~', ''),
		{ loop: '1000A' },
		'IK3*PER*3*1000A*3',
	],
	[2, 'SEGMENT_MISSING', changed('HI*ABK:J069*ABF:E119~', ''), { loop: '2300' }, 'IK3*HI*19*2300*3'],
	[
		2,
		'SEGMENT_REPEATED',
		changed('N3*2 OAK AVE~', 'N3*2 OAK AVE~N3*3 OAK AVE~'),
		{ loop: '2010BA' },
		'IK3*N3*16*2010BA*5',
	],
	[2, 'LOOP_MISSING', changed('NM1*40*2*PAYER ONE*****46*P1~', ''), { loop: 'ST' }, 'IK3*NM1*1*1000B*I7'],
	[2, 'ELEMENT_MISSING', changed(':B:1*Y*A*Y*Y', ':B:1*Y*A*Y'), { loop: '2300', element: 9 }, 'IK4*9*1363*1'],
	[2, 'SEGMENT_MISSING', hospitalWithout('CL1'), { loop: '2300' }, 'IK3*CL1*19*2300*3'],
	[
		2,
		'CODE_INVALID',
		changed('REF*EI*123456789', 'REF*99*123456789'),
		{ loop: '2010AA', element: 1 },
		'IK4*1*128*7*99',
	],
	[
		2,
		'SEGMENT_UNEXPECTED',
		changed('DMG*D8*19800101*F~', 'DMG*D8*19800101*F~CAS*PR*1*5~'),
		{ loop: '2010BA' },
		'IK3*CAS*18*2010BA*2',
	],
	[
		2,
		'SEGMENT_UNKNOWN',
		changed('DMG*D8*19800101*F~', 'DMG*D8*19800101*F~QQQ*1~'),
		{ loop: '2010BA' },
		'IK3*QQQ*18*2010BA*1',
	],
] as const)('level %d: %s is told with its place, and in the 999', async (_, code, text, place, line) => {
	const { problems, answer } = await checked(text);
	expect(problems).toContainEqual(expect.objectContaining({ code, ...place }));
	if (line) expect(answer).toContain(line);
	expect(answer.some((segment) => segment.startsWith('IK5*E') || segment.startsWith('IK5*R'))).toBe(true);
});
