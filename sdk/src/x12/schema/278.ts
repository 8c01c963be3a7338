import { DAYS, having, level, NUMBERED, party, REQUIRED } from './hierarchy';
import { type LoopSpec, loop, type TransactionSpec } from './loop-spec';

/** Services review, 005010X217: request and response have the same loops. */

const GUIDE = '005010X217';

/** What the guide has of an event and a service, and 4010 had of the people as well. */
const EVENT = [
	'TRN x3',
	'AAA x9',
	'UM !!',
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
/** Of a service it need not be said again what kind of review is asked for. */
const SERVICE = EVENT.map((source) => (source.startsWith('UM') ? 'UM' : source));
const ELSEWHERE = having(
	EVENT.map((source) => source.split(' ')[0] ?? ''),
	[],
);

const requires = { ...REQUIRED, TRN: [1, 2, 3], UM: [1, 2], HCR: [1], PWK: [1, 2], MSG: [1] };
const codes = {
	TRN: { 1: '1,2' },
	UM: { 1: 'AR,HS,IN,SC', 2: '1,2,3,4,5,6,I,N,R,S' },
	HCR: { 1: 'A1,A2,A3,A4,A6,C,CT,NA' },
	DTP: { 2: `${DAYS},DT` },
	HSD: { 1: 'DY,FL,HS,MN,VS' },
};

const ADDRESSED = ['REF x9', 'N3', 'N4', 'PER x3', 'AAA x9', 'PRV'];
const PERSON = ['REF x9', 'N3', 'N4', 'PER x3', 'AAA x9', 'DMG', 'INS'];

const provider = (id: string, name: string): LoopSpec =>
	party(id, name, 'NM1', { has: ADDRESSED, codes: { NM1: { 2: '1,2' } } });

const service = level('2000F', 'Service', 'SS', {
	segments: [...SERVICE, 'SV1', 'SV2', 'SV3', 'TOO x32'],
	requires,
	codes,
	loops: [provider('2010F', 'Service provider')],
});

const event = level('2000E', 'Patient event', 'EV', {
	segments: EVENT,
	requires,
	codes,
	loops: [provider('2010EA', 'Event provider'), service],
});

const dependent = level('2000D', 'Dependent', '23', {
	segments: ELSEWHERE,
	loops: [
		party('2010D', 'Dependent', 'NM1 ! x1', { has: PERSON, codes: { NM1: { 1: 'QC', 2: '1' } } }),
		event,
		service,
	],
});

const subscriber = level('2000C', 'Subscriber', '22', {
	segments: ELSEWHERE,
	loops: [
		party('2010C', 'Subscriber', 'NM1 ! x1', { has: PERSON, codes: { NM1: { 1: 'IL', 2: '1' } } }),
		dependent,
		event,
		service,
	],
});

const requester = level('2000B', 'Requester', '21', {
	loops: [
		party('2010B', 'Requester', 'NM1 ! x1', {
			has: ADDRESSED,
			requires: NUMBERED,
			codes: { NM1: { 1: '1P,FA', 2: '1,2' } },
		}),
		subscriber,
	],
});

const reviewer = level('2000A', 'Reviewer', '20 !', {
	segments: ['AAA x9'],
	loops: [
		party('2010A', 'Reviewer', 'NM1 ! x1', {
			has: ['PER x3', 'AAA x9'],
			requires: NUMBERED,
			codes: { NM1: { 1: 'X3', 2: '1,2' } },
		}),
		requester,
	],
});

export const AUTHORIZATION: TransactionSpec = {
	name: '278',
	transaction: '278',
	versions: [GUIDE],
	guide: GUIDE,
	root: loop('ST', 'Transaction set', 'ST*278', {
		segments: ['BHT !!'],
		requires: { BHT: [1, 2, 3, 4, 5] },
		codes: { BHT: { 1: '0007', 2: '01,11,13,36' } },
		loops: [reviewer],
	}),
};
