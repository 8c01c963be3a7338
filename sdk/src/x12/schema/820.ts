import { loop, type TransactionSpec } from './loop-spec';

/** Premium payment, 005010X218, by which it is judged, and the exchange's 005010X306, which is read by the same loops. */
const remittance = (id: string) =>
	loop(id, 'Remittance', 'RMR', {
		segments: ['REF x99', 'DTM x9', 'IT1 x99', 'SLN x99'],
		requires: { RMR: [1, 2, 4], REF: [1, 2], DTM: [1] },
		loops: [
			loop(id.replace('2300', '2320'), 'Adjustment', 'ADX', {
				segments: ['REF'],
				requires: { ADX: [1, 2] },
				rank: 0,
			}),
		],
		rank: 1,
	});

const NAMED = { N1: [1], N3: [1], N4: [1], REF: [1, 2] };

export const PREMIUM: TransactionSpec = {
	name: '820',
	transaction: '820',
	versions: ['005010X218', '005010X306'],
	guide: '005010X218',
	root: loop('ST', 'Transaction set', 'ST*820 !', {
		segments: ['BPR !', 'TRN !', 'CUR', 'REF x99', 'DTM x9'],
		requires: { BPR: [1, 2, 3, 4, 16], TRN: [1, 2], CUR: [1, 2], REF: [1, 2], DTM: [1] },
		codes: { BPR: { 1: 'C,D,I,P,U,X', 3: 'C,D' }, TRN: { 1: '1,3' } },
		loops: [
			loop('1000A', 'Receiver', 'N1*PE ! x1', {
				segments: ['N2', 'N3', 'N4', 'PER', 'RDM', 'REF'],
				requires: NAMED,
				rank: 0,
			}),
			loop('1000B', 'Remitter', 'N1*PR,RM ! x1', {
				segments: ['N2', 'N3', 'N4', 'PER', 'REF'],
				requires: NAMED,
				rank: 0,
			}),
			loop('2000', 'Entity', 'ENT', {
				segments: [],
				requires: { ENT: [1] },
				loops: [
					loop('2100', 'Member', 'NM1', {
						segments: ['REF x99', 'N3', 'N4', 'DTM'],
						requires: { NM1: [1, 2], REF: [1, 2] },
						rank: 0,
					}),
					loop('2200', 'Organisation adjustment', 'ADX', {
						segments: ['REF', 'DTM'],
						requires: { ADX: [1, 2] },
						rank: 0,
					}),
					remittance('2300'),
				],
				rank: 1,
			}),
		],
	}),
};
