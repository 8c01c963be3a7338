import { describe, expect, test } from 'bun:test';
import { Enrolment } from '../../claim';
import { bytes, collect, inPieces } from '../test-support/sample-837';
import { anEnrolment } from '../test-support/sample-documents';
import { hasSharedData, sharedFiles } from '../test-support/shared-data';
import type { InterchangeOptions } from '../write/x12-writer';
import { type EnrolmentReading, readEnrolments } from './read-enrolments';
import { writeEnrolments } from './write-enrolments';

const options: InterchangeOptions = {
	sender: { id: 'SPONSOR' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-01-02T08:00',
};

const write = async (enrolments: Enrolment[]) =>
	(await collect(writeEnrolments(enrolments, options))).join('');
const documents = (readings: EnrolmentReading[]) =>
	readings.flatMap((reading) => (reading.kind === 'document' ? [reading.document] : []));

/** What is said of a member, apart from the file it stands in. */
const meaningOf = ({ source, ...said }: Enrolment) => ({
	...said,
	kept: source?.extras ?? [],
});

test('members who are written and read again say the same', async () => {
	const members = [anEnrolment(1), anEnrolment(2)];
	const readings = await collect(readEnrolments(await write(members)));
	expect(documents(readings).map(meaningOf)).toEqual(members.map(meaningOf));
	for (const document of documents(readings)) Enrolment.parse(document);
	expect(readings.filter(({ kind }) => kind !== 'document')).toEqual([]);
});

test('each member comes with its place, so that a file can be taken up where it stopped', async () => {
	const read = documents(await collect(readEnrolments(await write([anEnrolment(1), anEnrolment(2)]))));
	expect(read.map(({ source }) => source?.position)).toEqual([1, 2]);
});

const enrolledAs = async (change: (text: string) => string) => {
	const text = change(await write([anEnrolment()]));
	const read = documents(await collect(readEnrolments(text)));
	const written = await write(read);
	return { text, read, written, again: documents(await collect(readEnrolments(written))) };
};

/** Code list 1069, as the guide of the 834 has it for INS02. */
const INS02 = '01 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 19 23 24 25 26 31 38 48 49 53 60 D2 G8 G9';

test.each(INS02.split(' '))('a dependant of relationship %s is known by it, and keeps it', async (code) => {
	const { read, written, again } = await enrolledAs((text) => text.replace('INS*Y*18*', `INS*N*${code}*`));
	expect(read).toMatchObject([{ relationship: expect.not.stringMatching('unknown') }]);
	expect(written).toContain(`~INS*N*${code}*`);
	expect(again).toEqual(read);
});

test.each([
	['INS*Y*18*', 'INS*N*X9*'],
	['HD*021**HLT*', 'HD*021**ANYTHING*'],
	['DTP*348*D8*', 'DTP*348*UN*'],
	['DTP*356*D8*', 'DTP*356*UN*'],
])('what %s says in a code that is none, as %s, stays one statement of one member', async (from, to) => {
	const { read, written, again } = await enrolledAs((text) => text.replace(from, to));
	const said = ({ source: _, ...rest }: Enrolment) => rest;
	expect(again.map(said)).toEqual(read.map(said));
	if (from.startsWith('INS')) expect(written).toContain(to);
});

test.each([
	['1200*UT', '2026-01-02T12:00', 'UT'],
	['120059*ET', '2026-01-02T12:00:59', 'ET'],
	['1200*', '2026-01-02T12:00', undefined],
])('a file of time and zone %s keeps them, whenever it is written again', async (time, moment, zone) => {
	const { read, written, again } = await enrolledAs((text) =>
		text.replace('*20260102*0800**', `*20260102*${time}*`),
	);
	expect(read[0]?.source?.submitted_at).toBe(moment);
	expect(read[0]?.file_time_zone).toBe(zone);
	expect(written).toContain(`*20260102*${time}**`);
	expect(again).toEqual(read);
});

test('home, work, mobile and other telephones of a member stay what they are, in one segment', async () => {
	const told = 'PER*IP**HP*7172343334*WP*7172341240*CP*7175550100~';
	const { read, written } = await enrolledAs((text) => text.replace(/PER\*IP[^~]*~/, told));
	expect(read[0]?.member.contacts).toEqual([
		{ phone: '7172343334', phone_type: 'home' },
		{ phone: '7172341240', phone_type: 'work' },
		{ phone: '7175550100', phone_type: 'mobile' },
	]);
	expect(written).toContain(told);
});

test('a telephone that is not a kind of its own, and one with a name, stay contacts of their own', async () => {
	const contacts = [
		{ name: 'JANE', phone: '1' },
		{ phone: '2' },
		{ phone: '3', phone_type: 'home' as const, extension: '4' },
		{ phone: '5', phone_type: 'alternate' as const },
		{ email: 'jane@example.org' },
		{ phone: '6', phone_type: 'work' as const },
	];
	const member = { ...anEnrolment().member, contacts };
	const text = await write([{ ...anEnrolment(), member }]);
	expect(text.match(/PER[^~]*/g)).toEqual([
		'PER*IP*JANE*TE*1',
		'PER*IP**TE*2',
		'PER*IP**HP*3*EX*4*AP*5',
		'PER*IP**EM*jane@example.org',
		'PER*IP**WP*6',
	]);
	expect(documents(await collect(readEnrolments(text)))[0]?.member.contacts).toEqual(contacts);
});

test.each(['34', 'ZZ'])('a member number of kind %s stays in the name', async (qualifier) => {
	const { read, written, again } = await enrolledAs((text) => text.replace('*MI*M1~', `*${qualifier}*M1~`));
	expect(read[0]?.member.identifiers).toEqual([{ qualifier, value: 'M1' }]);
	expect(written).toMatch(new RegExp(`NM1\\*IL\\*1\\*SMITH\\*JANE\\*\\*\\*\\*${qualifier}\\*M1~`));
	expect(again.map(meaningOf)).toEqual(read.map(meaningOf));
});

test('what a file says of itself is there again: why it comes, what it refers to, its totals and brokers', async () => {
	const said = [
		'BGN*15*1*20260102*0800*ET*PREVIOUS*ZZ*2',
		'REF*38*POL1',
		'DTP*007*D8*20260101',
		'QTY*TO*1',
		'N1*P5*ACME*FI*999888777',
		'N1*IN*PAYER ONE*FI*654456654',
		'N1*BO*BROKER*FI*123456789',
		'ACT*A1',
		'N1*TV*ADMINISTRATOR*FI*223456789',
	];
	const text = (await write([anEnrolment()])).replace(/BGN\*.*?~INS/, `${said.join('~')}~INS`);
	const read = documents(await collect(readEnrolments(text)));
	expect((await write(read)).split('~').slice(3, 3 + said.length)).toEqual(said);
	expect(read.map(meaningOf)).toMatchObject([{ file_action: '2' }]);
});

test('a change of policy begins a transaction set of its own', async () => {
	const text = await write([anEnrolment(1), { ...anEnrolment(2), master_policy: 'POL2' }]);
	expect(text.match(/~ST\*834/g)).toHaveLength(2);
	expect(documents(await collect(readEnrolments(text))).map(({ master_policy }) => master_policy)).toEqual([
		'POL1',
		'POL2',
	]);
});

test('an unknown kind of maintenance rejects the member, and only that one', async () => {
	const text = (await write([anEnrolment(1), anEnrolment(2)])).replace('INS*Y*18*021', 'INS*Y*18*777');
	const readings = await collect(readEnrolments(text));
	expect(readings.map(({ kind }) => kind)).toEqual(['rejected', 'document']);
	expect(readings[0]).toMatchObject({
		problems: [{ code: 'CODE_INVALID', segment_id: 'INS', element: 3, value: '777' }],
	});
});

test('who is neither said to be the subscriber nor not is told', async () => {
	const text = (await write([anEnrolment()])).replace('INS*Y*', 'INS*1*');
	const [reading] = await collect(readEnrolments(text));
	expect(reading?.kind === 'document' && reading.warnings.map(({ code }) => code)).toEqual(['CODE_INVALID']);
});

test('a member without a name is rejected with its place', async () => {
	const text = (await write([anEnrolment()])).replace(/NM1\*IL[^~]*~/, '');
	expect((await collect(readEnrolments(text)))[0]).toMatchObject({
		kind: 'rejected',
		problems: [{ code: 'LOOP_MISSING', segment_id: 'INS' }],
	});
});

test('a file that breaks off still gives the members before the break', async () => {
	const text = await write([anEnrolment(1), anEnrolment(2)]);
	const readings: EnrolmentReading[] = [];
	const reading = (async () => {
		for await (const item of readEnrolments(text.slice(0, text.lastIndexOf('HD*')))) readings.push(item);
	})();
	await expect(reading).rejects.toThrow('TRUNCATED');
	expect(readings.map(({ kind }) => kind)).toEqual(['document', 'rejected']);
});

describe.skipIf(!hasSharedData)('the real enrolment files (skipped without ../shared/data)', () => {
	const files = sharedFiles('x12/834');

	test.each(files)(
		'$name gives its member, and says the same when written and read again',
		async ({ bytes: data }) => {
			const read = documents(await collect(readEnrolments(data())));
			expect(read).toHaveLength((new TextDecoder().decode(data()).match(/[~\s]INS\*/g) ?? []).length);
			for (const document of read) Enrolment.parse(document);
			const again = documents(await collect(readEnrolments(await write(read))));
			expect(again.map(meaningOf)).toEqual(read.map(meaningOf));
			expect(documents(await collect(readEnrolments(inPieces(data(), 11))))).toEqual(read);
		},
	);
});

test('bytes and text give the same members', async () => {
	const text = await write([anEnrolment()]);
	expect(await collect(readEnrolments(bytes(text)))).toEqual(await collect(readEnrolments(text)));
});

test('reporting categories stay between LS and LE, and a provider keeps its telephones', async () => {
	const behind =
		'LX*1~NM1*P3*2*CLINIC*******25~PER*IC**HP*5551234567~LS*2700~LX*1~N1*75*UNIT~REF*ZZ*Y~LE*2700~SE*';
	const { read, written } = await enrolledAs((text) =>
		text.replace(/SE\*(\d+)/, (_, n) => `${behind}${+n + 8}`),
	);
	expect(read[0]?.coverages[0]?.providers?.[0]?.contacts).toEqual([
		{ phone: '5551234567', phone_type: 'home' },
	]);
	expect(written).toContain(behind);
});
