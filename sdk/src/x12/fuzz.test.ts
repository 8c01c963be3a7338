import { describe, expect, setDefaultTimeout, test } from 'bun:test';
import {
	Acknowledgement,
	Authorization,
	CanonicalClaim,
	ClaimAcknowledgement,
	ClaimStatusInquiry,
	ClaimStatusResponse,
	EligibilityInquiry,
	EligibilityResponse,
	Enrolment,
	PremiumPayment,
	Remittance,
} from '../claim';
import {
	readAcknowledgements,
	readAuthorizations,
	readClaimAcknowledgements,
	readClaimStatusInquiries,
	readClaimStatusResponses,
	readClaims,
	readEligibilityInquiries,
	readEligibilityResponses,
	readEnrolments,
	readPremiumPayments,
	readRemittances,
	writeAuthorizations,
	writeClaimStatusInquiries,
	writeClaimStatusResponses,
	writeEligibilityInquiries,
	writeEligibilityResponses,
	writeEnrolments,
	writeRemittance,
} from '.';
import { X12Error, type X12Problem } from './problem';
import type { DocumentReading } from './read/document-reader';
import { aClaim, bytes, collect, inPieces, sample837 } from './test-support/sample-837';
import {
	anAnswer,
	anEnrolment,
	anInquiry,
	aRemittance,
	aRequest,
	aStatusAnswer,
	aStatusInquiry,
} from './test-support/sample-documents';
import { hasSharedData, sharedFiles } from './test-support/shared-data';

/** A busy machine takes its time; what hangs is still found. */
setDefaultTimeout(60_000);

/** The same numbers for the same seed, so that a failure can be seen again. */
function randomFrom(seed: number) {
	let state = seed;
	return (below: number) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

type Random = ReturnType<typeof randomFrom>;

/** Reads to the end, whatever comes; all that is handed out must be what it claims to be. */
async function readAll(data: Uint8Array, size: number): Promise<{ claims: number; refused: number }> {
	const counted = { claims: 0, refused: 0 };
	try {
		for await (const reading of readClaims(inPieces(data, size))) {
			if (reading.kind === 'claim') {
				CanonicalClaim.parse(reading.claim);
				counted.claims++;
			} else if (reading.kind === 'problem' && reading.problem.level === 'error') {
				counted.refused += reading.problem.code === 'TEXT_AFTER_IEA' ? Number.POSITIVE_INFINITY : 1;
			} else if (reading.kind === 'rejected') {
				expect(reading.problems.length).toBeGreaterThan(0);
				counted.refused++;
			}
		}
	} catch (error) {
		expect(error).toBeInstanceOf(X12Error);
	}
	try {
		for await (const reading of readRemittances(inPieces(data, size)))
			if (reading.kind === 'document') Remittance.parse(reading.document);
	} catch (error) {
		expect(error).toBeInstanceOf(X12Error);
	}
	return counted;
}

const SPOILED = [
	'*',
	'~',
	':',
	'^',
	'\n',
	'\0',
	'é',
	'-1',
	'99999999999999',
	'ISA',
	'CLM',
	'LX',
	'HL*9*8*22',
	'D8',
	'',
];

const DAMAGE: Readonly<Record<string, (segments: string[], random: Random) => void>> = {
	'a segment cut out': (segments, random) => void segments.splice(3 + random(segments.length - 3), 1),
	'two segments swapped': (segments, random) => {
		const [a, b] = [3 + random(segments.length - 3), 3 + random(segments.length - 3)];
		[segments[a], segments[b]] = [segments[b] ?? '', segments[a] ?? ''];
	},
	'a segment doubled': (segments, random) => {
		const at = 3 + random(segments.length - 3);
		segments.splice(at, 0, segments[at] ?? '');
	},
	'an element spoiled': (segments, random) => {
		const at = 3 + random(segments.length - 3);
		const elements = (segments[at] ?? '').split('*');
		elements[random(elements.length)] = SPOILED[random(SPOILED.length)] ?? '';
		segments[at] = elements.join('*');
	},
};

describe('damage never crashes a reader, and nothing half-read is handed out', () => {
	const whole = sample837({ claims: [aClaim('A1'), aClaim('A2'), aClaim('A3')] })
		.split('~')
		.slice(0, -1);

	test.each(Object.entries(DAMAGE))('%s, two hundred times', async (_name, damage) => {
		const random = randomFrom(7);
		for (let round = 0; round < 200; round++) {
			const segments = [...whole];
			for (let times = 0; times <= random(3); times++) damage(segments, random);
			const text = `${segments.join('~')}~`;
			await readAll(bytes(text), 1 + random(400));
		}
	});

	test('a claim whose CLM still stands is handed out or refused, never dropped', async () => {
		const random = randomFrom(11);
		const damage = DAMAGE['two segments swapped'];
		for (let round = 0; round < 300; round++) {
			const segments = [...whole];
			damage?.(segments, random);
			const text = `${segments.join('~')}~`;
			const begun = segments
				.slice(
					0,
					segments.findIndex((segment) => segment.startsWith('SE*')),
				)
				.filter((segment) => segment.startsWith('CLM*')).length;
			const { claims, refused } = await readAll(bytes(text), 4096);
			expect({ text, found: claims + refused >= begun }).toEqual({ text, found: true });
		}
	});

	test('random bytes behind a good header', async () => {
		const random = randomFrom(3);
		const header = bytes(sample837().slice(0, 106));
		for (let round = 0; round < 300; round++) {
			const noise = Uint8Array.from({ length: random(4000) }, () =>
				random(3) === 0 ? 0x7e - random(84) : random(256),
			);
			await readAll(new Uint8Array([...header, ...noise]), 1 + random(5000));
		}
	});

	test('random bytes from the start', async () => {
		const random = randomFrom(5);
		for (let round = 0; round < 300; round++) {
			await readAll(
				Uint8Array.from({ length: random(3000) }, () => random(256)),
				1 + random(3000),
			);
		}
	});

	test('a bit turned over', async () => {
		const random = randomFrom(9);
		for (let round = 0; round < 400; round++) {
			const data = bytes(whole.map((segment) => `${segment}~`).join(''));
			for (let times = 0; times <= random(4); times++) {
				const at = 106 + random(data.length - 106);
				data[at] = (data[at] ?? 0) ^ (1 << random(8));
			}
			await readAll(data, 4096);
		}
	});
});

const OTHERS = {
	'834': readEnrolments,
	'270': readEligibilityInquiries,
	'271': readEligibilityResponses,
	'276': readClaimStatusInquiries,
	'277': readClaimStatusResponses,
	'278': readAuthorizations,
	'820': readPremiumPayments,
	'277CA': readClaimAcknowledgements,
	'997': readAcknowledgements,
} as const;

const SCHEMAS = {
	'834': Enrolment,
	'270': EligibilityInquiry,
	'271': EligibilityResponse,
	'276': ClaimStatusInquiry,
	'277': ClaimStatusResponse,
	'278': Authorization,
	'820': PremiumPayment,
	'277CA': ClaimAcknowledgement,
	'997': Acknowledgement,
} as const;

describe.skipIf(!hasSharedData)('other transactions, damaged (skipped without ../shared/data)', () => {
	const folders = ['834', '270-271', '276-277', '277ca', '278', '820', '999-997-ta1-824'];
	const files = folders
		.flatMap((folder) => sharedFiles(`x12/${folder}`))
		.filter(({ bytes: data }) => data().length < 12_000);

	test.each(files)('$name with bytes changed', async ({ bytes: data }) => {
		const random = randomFrom(19);
		for (let round = 0; round < 15; round++) {
			const changed = new Uint8Array(data());
			for (let times = 0; times <= random(5); times++)
				changed[106 + random(changed.length - 106)] = 0x20 + random(96);
			for (const [transaction, read] of Object.entries(OTHERS))
				await readDocuments(
					transaction,
					read(inPieces(changed, 1 + random(3000)), { check: round % 2 === 0 }),
				);
		}
	});
});

/** A document that is handed out is what its schema says, however damaged the file. */
async function readDocuments(
	transaction: string,
	readings: AsyncIterable<{ kind: string; document?: unknown }>,
): Promise<void> {
	try {
		for await (const reading of readings) {
			if (reading.kind === 'document') SCHEMAS[transaction as keyof typeof SCHEMAS].parse(reading.document);
		}
	} catch (error) {
		expect(error).toBeInstanceOf(X12Error);
	}
}

const envelope = {
	sender: { id: 'SENDER' },
	receiver: { id: 'PAYER' },
	controlNumber: 1,
	at: '2026-03-02T10:30',
};

const { '820': _, '277CA': __, '997': ___, ...OTHERS_WRITTEN } = OTHERS;
const WRITTEN_READERS = { ...OTHERS_WRITTEN, '835': readRemittances };

/** What we write ourselves, by the name of the transaction. */
const WRITTEN: Readonly<Record<keyof typeof WRITTEN_READERS, () => Promise<string> | string>> = {
	'834': async () => (await collect(writeEnrolments([anEnrolment(1), anEnrolment(2)], envelope))).join(''),
	'270': () => writeEligibilityInquiries([anInquiry()], envelope),
	'271': () => writeEligibilityResponses([anAnswer()], envelope),
	'276': () => writeClaimStatusInquiries([aStatusInquiry()], envelope),
	'277': () => writeClaimStatusResponses([aStatusAnswer()], envelope),
	'278': () => writeAuthorizations([aRequest()], envelope),
	'835': () => writeRemittance(aRemittance(), envelope),
};

describe('held against their guide, damaged transactions', () => {
	test.each(Object.keys(WRITTEN_READERS) as (keyof typeof WRITTEN_READERS)[])(
		'%s: nothing more is read than without, and of what is taken nothing that a reader says is left out',
		async (transaction) => {
			const whole = (await WRITTEN[transaction]()).split('~').slice(0, -1);
			const random = randomFrom(23);
			const damages = Object.values(DAMAGE);
			for (let round = 0; round < 150; round++) {
				const segments = [...whole];
				for (let times = 0; times <= random(3); times++) damages[random(damages.length)]?.(segments, random);
				const text = `${segments.join('~')}~`;
				const plain = await saidOf(WRITTEN_READERS[transaction](text, { check: false }));
				const judged = await saidOf(WRITTEN_READERS[transaction](text, { check: true }));
				const more = judged.documents.filter((one) => !plain.documents.includes(one));
				const isRefused = judged.rejected > plain.rejected;
				const less = isRefused ? [] : [...plain.told].filter((one) => !judged.told.has(one));
				expect({ text, more, less }).toEqual({ text, more: [], less: [] });
			}
		},
	);
});

interface Said {
	readonly documents: string[];
	readonly told: Set<string>;
	readonly rejected: number;
}

async function saidOf(readings: AsyncIterable<DocumentReading<unknown>>): Promise<Said> {
	const documents: string[] = [];
	const told = new Set<string>();
	let rejected = 0;
	const tell = ({ segment, code, element }: X12Problem) => told.add([segment, code, element].join(' '));
	try {
		for await (const reading of readings) {
			if (reading.kind === 'document') documents.push(JSON.stringify(reading.document));
			if (reading.kind === 'problem') tell(reading.problem);
			if (reading.kind === 'rejected') rejected++;
			if (reading.kind === 'rejected') reading.problems.forEach(tell);
			if (reading.kind === 'document' || reading.kind === 'rejected') reading.warnings.forEach(tell);
		}
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		tell(error.problem);
	}
	return { documents, told, rejected };
}

test('amounts of every look are exact or refused', async () => {
	const random = randomFrom(17);
	for (let round = 0; round < 800; round++) {
		const written = Array.from({ length: 1 + random(16) }, () => '0123456789.-+0000'[random(17)]).join('');
		const [reading] = await collect(readClaims(sample837().replace('CLM*A1*150*', `CLM*A1*${written}*`)));
		const isAmount = /^[+-]?(\d+\.?\d{0,2}0*|\.\d{1,2}0*)$/.test(written) && !/^-.*[1-9]/.test(written);
		const isSmall = Math.abs(Number(written)) < 1e11;
		if (reading?.kind !== 'claim')
			expect({ written, isGood: isAmount && isSmall }).toEqual({ written, isGood: false });
		else expect(Number(reading.claim.total_charge)).toBe(isAmount ? Math.abs(Number(written)) : Number.NaN);
	}
});

describe.skipIf(!hasSharedData)('real files, damaged (skipped without ../shared/data)', () => {
	const files = ['x12/837p', 'x12/837i', 'x12/837d', 'x12/835']
		.flatMap(sharedFiles)
		.filter(({ bytes: data }) => data().length < 8_000);

	test.each(files)('$name with bytes changed', async ({ bytes: data }) => {
		const random = randomFrom(13);
		for (let round = 0; round < 20; round++) {
			const changed = new Uint8Array(data());
			for (let times = 0; times <= random(5); times++)
				changed[106 + random(changed.length - 106)] = 0x20 + random(96);
			await readAll(changed, 1 + random(3000));
		}
	});
});

test('an endless claim of endless segments does not fill the memory with warnings', async () => {
	const segments = Array.from({ length: 50_000 }, (_, at) => `QQQ*${at}`);
	const text = sample837({ claims: [[...aClaim('A1'), ...segments]] });
	for await (const reading of readClaims(text)) {
		if (reading.kind === 'claim') throw new Error('too much was kept to be a claim');
		if (reading.kind !== 'rejected') continue;
		expect(reading.warnings.length).toBeLessThanOrEqual(200);
		expect(reading.problems.map(({ code }) => code)).toContain('TOO_MANY_SEGMENTS');
	}
});

test('a remittance that does not end is refused before it fills the memory, and the next one is read', async () => {
	const text = writeRemittance(aRemittance(), envelope);
	const [set, trailer, end] = ['ST*', 'SE*', 'GE*'].map((begin) => text.indexOf(`~${begin}`) + 1);
	function* endless() {
		yield text.slice(0, trailer);
		for (let at = 0; at < 600; at++) yield 'CLP*C1*1*10*10*0*12*P1~SVC*HC:99213*10*10~'.repeat(500);
		yield text.slice(trailer, end);
		yield text.slice(set);
	}
	const kinds: unknown[] = [];
	for await (const reading of readRemittances(endless())) {
		if (reading.kind === 'document') kinds.push(reading.document.claims.length);
		if (reading.kind === 'rejected') kinds.push(reading.problems.map(({ code }) => code));
	}
	expect(kinds).toEqual([['TOO_MANY_SEGMENTS'], aRemittance().claims.length]);
});
