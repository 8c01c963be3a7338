import { loop, type TransactionSpec } from './loop-spec';

/**
 * Benefit Enrollment and Maintenance, 005010X220A1; 4010 has the same loops with other names for a few. What only 4010
 * has is read, and no use of 5010's.
 */

const WAYS = 'AP,BN,CP,EM,EX,FX,HP,TE,WP';
const contact = (role: string) => ({ 1: role, 3: WAYS, 5: WAYS, 7: WAYS });
const dated = (kinds: string, formats = 'D8') => ({ 1: kinds, 2: formats });
const address = ['N3', 'N4'];
const OF_ADDRESS = { N3: [1], N4: [1] };
const OF_CONTACT = { PER: [1, 3, 4] };

/** Somebody beside the member; what the guide says of each that it has no use for is told by `x0`. */
const party = (
	id: string,
	name: string,
	start: string,
	{ segments, person = '1', contacts = '' }: { segments: string[]; person?: string; contacts?: string },
) =>
	loop(id, name, start, {
		segments,
		requires: { NM1: [2], ...OF_ADDRESS, ...OF_CONTACT },
		codes: { NM1: { 2: person }, ...(contacts ? { PER: contact(contacts) } : {}) },
		rank: 0,
	});

const provider = loop('2310', 'Provider', 'LX x30', {
	segments: ['NM1 !', 'N3 x2', 'N4', 'PER x2', 'PLA'],
	requires: { LX: [1], NM1: [1, 2, 10], ...OF_ADDRESS, ...OF_CONTACT, PLA: [1, 2, 3, 5] },
	codes: {
		NM1: { 1: '1X,3D,80,FA,OD,P3,QA,QN,Y2', 2: '1,2', 8: '34,FI,SV,XX', 10: '25,26,72' },
		PER: contact('IC'),
		PLA: { 1: '2', 2: '1P' },
	},
	rank: 0,
});

const otherInsurance = loop('2320', 'Coordination of benefits', 'COB x5', {
	segments: ['REF x4', 'DTP x2', 'N1*IN x0'],
	requires: { COB: [1, 3], REF: [1, 2], DTP: [1, 2, 3] },
	codes: {
		COB: { 1: 'P,S,T,U', 3: '1,5,6' },
		REF: { 1: '60,6P,SY,ZZ' },
		DTP: dated('344,345'),
	},
	loops: [
		loop('2330', 'Other insurer', 'NM1 x3', {
			segments: [...address, 'PER'],
			requires: { NM1: [1, 2], ...OF_ADDRESS, ...OF_CONTACT },
			codes: { NM1: { 1: '36,GW,IN', 2: '2', 8: 'FI,NI,XV' }, PER: { 1: 'CN', 3: 'TE' } },
			rank: 0,
		}),
	],
	rank: 0,
});

const coverage = loop('2300', 'Health coverage', 'HD x99', {
	segments: ['DTP ! x12', 'AMT x9', 'REF x20', 'IDC x3'],
	requires: { HD: [1, 3], DTP: [1, 2, 3], AMT: [1, 2], REF: [1, 2], IDC: [1, 2] },
	unused: { HD: [2, 6, 7, 8, 10, 11] },
	codes: {
		HD: {
			1: '001,002,021,024,025,026,030,032',
			3: 'AC,ADD,AG,AH,AJ,AK,DCP,DEN,EPO,FAC,HE,HLT,HMO,LTC,LTD,LIF,MM,MOD,PDG,POS,PPO,PRA,STD,UR,VIS',
			5: 'CHD,DEP,E1D,E2D,E3D,E5D,E6D,E7D,E8D,E9D,ECH,EMP,ESP,FAM,IND,SPC,SPO,TWO',
			9: 'Y,N',
		},
		DTP: dated('300,303,343,348,349,543,695', 'D8,RD8'),
		AMT: { 1: 'B9,C1,D2,EBA,FK,P3,R' },
		REF: { 1: '17,1L,9V,CE,E8,M7,PID,QQ,RB,X9,XM,XX1,XX2,ZX,ZZ' },
		IDC: { 2: 'D,H,P', 4: '1,2,RX' },
	},
	loops: [provider, otherInsurance],
	rank: 0,
});

const RELATIONS =
	'01,03,04,05,06,07,08,09,10,11,12,13,14,15,16,17,18,19,23,24,25,26,31,38,48,49,53,60,D2,G8,G9';
const MEMBER_DATES =
	'050,286,296,297,300,301,303,336,337,338,339,340,341,350,351,356,357,383,385,386,393,394,473,474';

const member = loop('2000', 'Member', 'INS', {
	segments: ['REF*0F !', 'REF*1L', 'REF x20', 'DTP x24'],
	requires: { INS: [1, 2, 3, 5], REF: [1, 2], DTP: [1, 2, 3] },
	unused: { INS: [14, 15, 16] },
	codes: {
		INS: {
			1: 'Y,N',
			2: RELATIONS,
			3: '001,021,024,025,030',
			5: 'A,C,S,T',
			'6-1': 'A,B,C,D,E',
			7: '1,2,3,4,5,6,7,8,9,10,ZZ',
			8: 'AC,AO,AU,FT,L1,PT,RT,TE',
			9: 'F,N,P',
			10: 'Y,N',
			11: 'D8',
			13: 'R,U',
		},
		REF: { 1: '0F,1L,17,23,3H,4A,6O,ABB,D3,DX,F6,P5,Q4,QQ,ZZ' },
		DTP: dated(MEMBER_DATES),
	},
	loops: [
		loop('2100A', 'Member name', 'NM1*IL,74 !', {
			segments: ['PER', ...address, 'DMG', 'EC x9', 'ICM', 'AMT x7', 'HLH', 'LUI x9'],
			requires: { NM1: [2, 3], ...OF_ADDRESS, ...OF_CONTACT, DMG: [1, 2, 3], EC: [1], ICM: [1, 2] },
			codes: {
				// A number of the member's own (MI) the guide has no place for; partners that give one write it here, as we do.
				NM1: { 2: '1', 8: '34,MI,ZZ' },
				PER: contact('IP'),
				DMG: { 1: 'D8', 3: 'F,M,U' },
				AMT: { 1: 'B9,C1,D2,EBA,FK,P3,R' },
			},
			rank: 0,
		}),
		party('2100B', 'Incorrect member name', 'NM1*70 x1', {
			segments: ['PER x0', 'N3 x0', 'N4 x0', 'DMG'],
		}),
		party('2100C', 'Mailing address', 'NM1*31 x1', {
			segments: ['PER x0', 'N3 !', 'N4 !', 'DMG x0'],
		}),
		party('2100D', 'Employer', 'NM1*36 x3', {
			segments: ['PER', ...address, 'DMG x0'],
			person: '1,2',
			contacts: 'EP',
		}),
		party('2100E', 'School', 'NM1*M8 x3', {
			segments: ['PER', ...address, 'DMG x0'],
			person: '2',
			contacts: 'SK',
		}),
		party('2100F', 'Custodial parent', 'NM1*S3 x1', {
			segments: ['PER', ...address, 'DMG x0'],
			contacts: 'PQ',
		}),
		party('2100G', 'Responsible person', 'NM1*6Y,9K,E1,EI,EXS,GB,GD,J6,LR,QD,S1,TZ,X4 x13', {
			segments: ['PER', ...address, 'DMG x0'],
			contacts: 'RP',
		}),
		party('2100H', 'Drop-off location', 'NM1*45 x1', {
			segments: ['PER x0', ...address, 'DMG x0'],
		}),
		loop('2200', 'Disability', 'DSB', {
			segments: ['DTP x10', 'AD1 x0'],
			requires: { DSB: [1], DTP: [1, 2, 3] },
			codes: { DSB: { 1: '1,2,3,4', 7: 'DX,ZZ' }, DTP: dated('360,361') },
			rank: 0,
		}),
		coverage,
		loop('2700', 'Reporting categories', 'LS x1', {
			closing: 'LE',
			requires: { LS: [1] },
			loops: [
				loop('2710', 'Reporting category', 'LX', {
					segments: ['N1*75', 'REF', 'DTP'],
					requires: { LX: [1], N1: [1, 2], REF: [1, 2], DTP: [1, 2, 3] },
					codes: { DTP: dated('007', 'D8,RD8') },
				}),
			],
			rank: 0,
		}),
	],
});

export const ENROLMENT: TransactionSpec = {
	name: '834',
	transaction: '834',
	versions: ['005010X220'],
	guide: '005010X220',
	root: loop('ST', 'Transaction set', 'ST*834 !', {
		segments: ['BGN !', 'REF*38', 'DTP x10', 'QTY x3'],
		requires: { BGN: [1, 2, 3, 4, 8], REF: [1, 2], DTP: [1, 2, 3], QTY: [1, 2] },
		unused: { BGN: [7, 9] },
		codes: {
			BGN: { 1: '00,15,22', 8: '2,4,RX' },
			DTP: dated('007,090,091,303,382,388'),
			QTY: { 1: 'DT,ET,TO' },
		},
		// What is sent again, or as a copy, names what it was.
		when: { BGN: [{ element: 1, codes: '15,22', requires: [6] }] },
		loops: [
			loop('1000A', 'Sponsor', 'N1*P5 ! x1', {
				requires: { N1: [3, 4] },
				codes: { N1: { 3: '24,94,FI' } },
				rank: 0,
			}),
			loop('1000B', 'Insurer', 'N1*IN ! x1', {
				requires: { N1: [3, 4] },
				codes: { N1: { 3: '94,FI,XV' } },
				rank: 0,
			}),
			loop('1000C', 'Broker', 'N1*BO,TV x2', {
				segments: ['ACT'],
				requires: { N1: [3, 4], ACT: [1] },
				codes: { N1: { 3: '94,FI,XV' } },
				rank: 0,
			}),
			member,
		],
	}),
};
