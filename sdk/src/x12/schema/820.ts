import { loop, type TransactionSpec } from './loop-spec';

/** Premium payment, 005010X218 and the exchange's 005010X306. */
const remittance = (id: string) =>
	loop(id, 'Remittance', 'RMR', {
		segments: ['REF x99', 'DTM x9', 'IT1 x99', 'SLN x99'],
		loops: [loop(id.replace('2300', '2320'), 'Adjustment', 'ADX', { segments: ['REF'], rank: 0 })],
		rank: 1,
	});

export const PREMIUM: TransactionSpec = {
	name: '820',
	transaction: '820',
	versions: ['005010X218', '005010X306'],
	root: loop('ST', 'Transaction set', 'ST*820 !', {
		segments: ['BPR !', 'TRN', 'CUR', 'REF x99', 'DTM x9'],
		loops: [
			loop('1000A', 'Receiver', 'N1*PE !', { segments: ['N2', 'N3', 'N4', 'PER', 'RDM', 'REF'], rank: 0 }),
			loop('1000B', 'Remitter', 'N1*PR,RM !', { segments: ['N2', 'N3', 'N4', 'PER', 'REF'], rank: 0 }),
			loop('2000', 'Entity', 'ENT', {
				segments: [],
				loops: [
					loop('2100', 'Member', 'NM1', { segments: ['REF x99', 'N3', 'N4', 'DTM'], rank: 0 }),
					loop('2200', 'Organisation adjustment', 'ADX', { segments: ['REF', 'DTM'], rank: 0 }),
					remittance('2300'),
				],
				rank: 1,
			}),
		],
	}),
};
