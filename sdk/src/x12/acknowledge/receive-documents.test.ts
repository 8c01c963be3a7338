import { expect, test } from 'bun:test';
import { type ByteSource, bytesOf } from '../byte-stream';
import { readEnrolments } from '../enrolment/read-enrolments';
import { receiveDocuments } from './receive-documents';
import { write999 } from './write-acknowledgements';

const BLANKS = ' '.repeat(10);
const aMember = (number: string) =>
	`INS*Y*18*021**A~REF*0F*${number}~NM1*IL*1*DOE*JANE~DMG*D8*19800101*F~HD*021**HLT~DTP*348*D8*20260101~`;

/** One interchange, always under the same number, with the members given. */
function enrolments(...members: readonly string[]): string {
	const isa = `ISA*00*${BLANKS}*00*${BLANKS}*ZZ*${'SPONSOR'.padEnd(15)}*ZZ*${'PAYER'.padEnd(15)}`;
	const header = `${isa}*260102*0800*^*00501*000000001*0*P*:~GS*BE*S*P*20260102*0800*1*X*005010X220A1~`;
	const begin = 'ST*834*0001*005010X220A1~BGN*00*1*20260102*0800****2~N1*P5*S*FI*1~N1*IN*P*FI*2~';
	const body = begin + members.join('');
	return `${header}${body}SE*${body.split('~').length}*0001~GE*1*1~IEA*1*000000001~`;
}

test('two interchanges of one sender under one number are acknowledged each for itself', async () => {
	const file = enrolments(aMember('E1')) + enrolments(aMember('E2'), aMember('E3'));
	const { documents, outcomes } = await receiveDocuments(readEnrolments, file);
	expect(documents).toHaveLength(3);
	expect(outcomes.map(({ groups }) => groups.map(({ transactions }) => transactions.length))).toEqual([
		[1],
		[1],
	]);
});

test('a file with more entries than are answered at once is left there, whether they could be read or not', async () => {
	const unreadable = Array.from({ length: 50_000 }, () => 'INS*Y*18*021~');
	const file = new TextEncoder().encode(enrolments(...unreadable));
	let seen = 0;
	async function* counted(source: ByteSource) {
		for await (const piece of bytesOf(source)) {
			seen += piece.length;
			yield piece;
		}
	}
	const cut = await receiveDocuments((source, options) => readEnrolments(counted(source), options), file, {
		most: 10,
	});
	expect(cut.isTooLong).toBe(true);
	expect(cut.errors.length).toBeLessThan(200);
	expect(seen).toBeLessThan(file.length / 4);
	const whole = await receiveDocuments(readEnrolments, enrolments(aMember('E1')), { most: 1 });
	expect([whole.isTooLong, whole.documents.length]).toEqual([false, 1]);
});

test('the 999 names the member who is meant, and nobody for what the header lacks', async () => {
	const wrong = aMember('E2').replace('*021*', '*ZZZ*');
	const file = enrolments(aMember('E1'), wrong).replace('N1*IN*P*FI*2~', '');
	const { outcomes } = await receiveDocuments(readEnrolments, file, { check: true });
	const [outcome] = outcomes;
	const text = outcome && write999(outcome, { controlNumber: 1, at: '2026-01-02T09:00' });
	expect(text).toContain('IK3*N1*1*1000B*I7~IK3*');
	expect(text?.match(/CTX\*[^~]*~/g)).toEqual(['CTX*SUBSCRIBER NUMBER REF02:E2~']);
});

test('of a file that breaks off, the members before are taken, and the 999 says so', async () => {
	const file = enrolments(aMember('E1'), aMember('E2'), aMember('E3'));
	const answered = async (text: string) => {
		const { documents, outcomes } = await receiveDocuments(readEnrolments, text);
		const [outcome] = outcomes;
		const options = { at: '2026-01-02T08:00', controlNumber: 1 };
		return { taken: documents.length, text: outcome ? write999(outcome, options) : '' };
	};
	const later = await answered(file.slice(0, file.indexOf('E3')));
	expect(later.taken).toBe(2);
	expect(later.text).toContain('IK5*E*');
	const atOnce = await answered(file.slice(0, file.indexOf('E1')));
	expect(atOnce.taken).toBe(0);
	expect(atOnce.text).toContain('IK5*R*');
});
