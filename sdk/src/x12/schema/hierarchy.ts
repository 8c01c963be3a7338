import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Transactions that ask or answer down a hierarchy of levels: 270, 271, 276, 277 and 278. */

const PARTY = ['REF x9', 'N2', 'N3', 'N4', 'PER x3', 'AAA x9', 'PRV', 'DMG', 'INS', 'HI', 'DTP x9', 'MPI'];

const party = (id: string, name: string): LoopSpec => loop(id, name, 'NM1', { segments: PARTY, rank: 0 });

const level = (
	id: string,
	name: string,
	code: string,
	parts: { segments?: string[]; loops: LoopSpec[] },
): LoopSpec => loop(id, name, `HL***${code}`, parts);

/** 270 and 271, 005010X279A1. */
const entity = (id: string) =>
	loop(id, 'Benefit-related entity', 'NM1', { segments: ['N3', 'N4', 'PER x3', 'PRV'], rank: 0 });
const question = (id: string) =>
	loop(id, 'Inquiry', 'EQ', { segments: ['AMT x2', 'III x10', 'REF', 'DTP'], rank: 0 });
const benefit = (id: string, inner: string) =>
	loop(id, 'Benefit', 'EB', {
		segments: ['HSD x9', 'REF x9', 'DTP x20', 'AAA x9', 'MSG x10', 'III x10', 'LS'],
		loops: [entity(inner)],
		closing: 'LE',
		rank: 0,
	});

const eligibilityRoot = (inner: (letter: 'C' | 'D') => LoopSpec): LoopSpec => {
	const patient = level('2000D', 'Patient', '23', {
		segments: ['TRN x9'],
		loops: [party('2100D', 'Patient'), inner('D')],
	});
	const subscriber = level('2000C', 'Subscriber', '22', {
		segments: ['TRN x9'],
		loops: [party('2100C', 'Subscriber'), inner('C'), patient],
	});
	const receiver = level('2000B', 'Receiver', '21', { loops: [party('2100B', 'Receiver'), subscriber] });
	const source = level('2000A', 'Source', '20', {
		segments: ['AAA x9'],
		loops: [party('2100A', 'Source'), receiver],
	});
	return loop('ST', 'Transaction set', 'ST', { segments: ['BHT !'], loops: [source] });
};

export const ELIGIBILITY_INQUIRY: TransactionSpec = {
	name: '270',
	transaction: '270',
	versions: ['005010X279', '004010X092'],
	root: eligibilityRoot((letter) => question(`2110${letter}`)),
};

export const ELIGIBILITY_RESPONSE: TransactionSpec = {
	name: '271',
	transaction: '271',
	versions: ['005010X279', '004010X092'],
	root: eligibilityRoot((letter) => benefit(`2110${letter}`, `2120${letter}`)),
};

/** 276 and 277, 005010X212. */
const statusLine = (id: string) =>
	loop(id, 'Service line', 'SVC', { segments: ['STC x9', 'REF x9', 'DTP x2'], rank: 0 });
const statusClaim = (letter: 'D' | 'E') =>
	loop(`2200${letter}`, 'Claim', 'TRN', {
		segments: ['STC x9', 'REF x9', 'AMT x2', 'DTP x2'],
		loops: [statusLine(`2220${letter}`)],
		rank: 1,
	});
/** What is said of a whole submission or provider, when it comes to no claim. */
const statusOf = (id: string) =>
	loop(id, 'Status', 'TRN', { segments: ['STC x9', 'REF x3', 'DTP x3', 'QTY x4', 'AMT x4'], rank: 0 });
const statusPerson = (letter: 'D' | 'E', name: string) =>
	loop(`2100${letter}`, name, 'NM1', { segments: ['DMG'], rank: 0 });

export const CLAIM_STATUS: TransactionSpec = {
	name: '276',
	transaction: '276',
	versions: ['005010X212'],
	root: loop('ST', 'Transaction set', 'ST', {
		segments: ['BHT !'],
		loops: [
			level('2000A', 'Payer', '20', {
				loops: [
					party('2100A', 'Payer'),
					level('2000B', 'Receiver', '21', {
						loops: [
							party('2100B', 'Receiver'),
							statusOf('2200B'),
							level('2000C', 'Provider', '19', {
								loops: [
									party('2100C', 'Provider'),
									statusOf('2200C'),
									level('2000D', 'Subscriber', '22', {
										segments: ['DMG'],
										loops: [
											statusPerson('D', 'Subscriber'),
											statusClaim('D'),
											level('2000E', 'Dependent', '23', {
												segments: ['DMG'],
												loops: [statusPerson('E', 'Dependent'), statusClaim('E')],
											}),
										],
									}),
								],
							}),
						],
					}),
				],
			}),
		],
	}),
};

/** 277CA, 005010X214. */
const acknowledged = (id: string, segments: string[], loops: LoopSpec[] = []) =>
	loop(id, 'Status', 'TRN', { segments: ['STC x9', ...segments], loops, rank: 0 });
const TOTALS = ['QTY x2', 'AMT x2'];

export const CLAIM_ACKNOWLEDGEMENT: TransactionSpec = {
	name: '277CA',
	transaction: '277',
	versions: ['005010X214'],
	root: loop('ST', 'Transaction set', 'ST', {
		segments: ['BHT !'],
		loops: [
			level('2000A', 'Payer', '20', {
				loops: [
					party('2100A', 'Payer'),
					acknowledged('2200A', ['DTP x2']),
					level('2000B', 'Submitter', '21', {
						loops: [
							party('2100B', 'Submitter'),
							acknowledged('2200B', TOTALS),
							level('2000C', 'Provider', '19', {
								loops: [
									party('2100C', 'Provider'),
									acknowledged('2200C', ['REF x3', ...TOTALS]),
									level('2000D', 'Patient', 'PT', {
										loops: [
											party('2100D', 'Patient'),
											acknowledged('2200D', ['REF x9', 'DTP x2'], [statusLine('2220D')]),
										],
									}),
								],
							}),
						],
					}),
				],
			}),
		],
	}),
};

/** 278, 005010X217: request and response have the same loops. */
const EVENT = [
	'TRN x3',
	'AAA x9',
	'UM',
	'HCR',
	'REF x9',
	'DTP x9',
	'HI',
	'HSD x4',
	'CRC x9',
	'CL1',
	'CR1',
	'CR2',
	'CR5',
	'CR6',
	'PWK x10',
	'MSG',
];
const serviceLevel = level('2000F', 'Service', 'SS', {
	segments: [...EVENT, 'SV1', 'SV2', 'SV3', 'TOO x32'],
	loops: [party('2010F', 'Service provider')],
});
const eventLevel = level('2000E', 'Patient event', 'EV', {
	segments: EVENT,
	loops: [party('2010EA', 'Event provider'), serviceLevel],
});

export const AUTHORIZATION: TransactionSpec = {
	name: '278',
	transaction: '278',
	versions: ['005010X217'],
	root: loop('ST', 'Transaction set', 'ST*278', {
		segments: ['BHT !'],
		loops: [
			level('2000A', 'Reviewer', '20', {
				segments: ['AAA x9'],
				loops: [
					party('2010A', 'Reviewer'),
					level('2000B', 'Requester', '21', {
						loops: [
							party('2010B', 'Requester'),
							level('2000C', 'Subscriber', '22', {
								segments: [...EVENT],
								loops: [
									party('2010C', 'Subscriber'),
									level('2000D', 'Dependent', '23', {
										segments: [...EVENT],
										loops: [party('2010D', 'Dependent'), eventLevel, serviceLevel],
									}),
									eventLevel,
									serviceLevel,
								],
							}),
						],
					}),
				],
			}),
		],
	}),
};
