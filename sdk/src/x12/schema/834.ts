import { loop, type TransactionSpec } from './loop-spec';

/** Benefit Enrollment and Maintenance, 005010X220A1; 4010 has the same loops with other names for a few. */

const address = ['N3', 'N4'];
const party = (id: string, name: string, start: string) =>
	loop(id, name, start, { segments: ['PER', ...address, 'DMG'], rank: 0 });

const coverage = loop('2300', 'Health coverage', 'HD', {
	segments: ['DTP ! x12', 'AMT x9', 'REF x20', 'IDC x3'],
	loops: [
		loop('2310', 'Provider', 'LX', { segments: ['NM1 !', ...address, 'PER x2', 'PLA'], rank: 0 }),
		loop('2320', 'Coordination of benefits', 'COB', {
			segments: ['REF x4', 'DTP x2', 'N1*IN'],
			loops: [loop('2330', 'Other insurer', 'NM1', { segments: [...address, 'PER'], rank: 0 })],
			rank: 0,
		}),
	],
	rank: 0,
});

const member = loop('2000', 'Member', 'INS', {
	segments: ['REF*0F !', 'REF*1L', 'REF x20', 'DTP x24'],
	loops: [
		loop('2100A', 'Member name', 'NM1*IL,74 !', {
			segments: ['PER', ...address, 'DMG', 'EC x9', 'ICM', 'AMT x7', 'HLH', 'LUI x9'],
			rank: 0,
		}),
		party('2100B', 'Incorrect member name', 'NM1*70'),
		party('2100C', 'Mailing address', 'NM1*31'),
		party('2100D', 'Employer', 'NM1*36'),
		party('2100E', 'School', 'NM1*M8'),
		party('2100F', 'Custodial parent', 'NM1*S3'),
		party('2100G', 'Responsible person', 'NM1*6Y,9K,E1,EI,EXS,GB,GD,J6,LR,QD,S1,TZ,X4'),
		party('2100H', 'Drop-off location', 'NM1*45'),
		loop('2200', 'Disability', 'DSB', { segments: ['DTP x10', 'AD1 x10'], rank: 0 }),
		coverage,
		loop('2700', 'Reporting categories', 'LS', {
			closing: 'LE',
			loops: [loop('2710', 'Reporting category', 'LX', { segments: ['N1*75', 'REF', 'DTP'] })],
			rank: 0,
		}),
	],
});

export const ENROLMENT: TransactionSpec = {
	name: '834',
	transaction: '834',
	versions: ['005010X220'],
	root: loop('ST', 'Transaction set', 'ST*834 !', {
		segments: ['BGN !', 'REF*38', 'DTP x10', 'QTY x3'],
		loops: [
			loop('1000A', 'Sponsor', 'N1*P5 !', { rank: 0 }),
			loop('1000B', 'Insurer', 'N1*IN !', { rank: 0 }),
			loop('1000C', 'Broker', 'N1*BO,TV', { segments: ['ACT'], rank: 0 }),
			member,
		],
	}),
};
