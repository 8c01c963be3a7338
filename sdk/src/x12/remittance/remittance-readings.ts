import type { RemittanceClaim, RemittanceLine, RemittancePerson } from '../../claim';
import { writeMinor } from '../amount';
import { CONTACT_ROLES, PAYMENT_METHODS } from '../codes/remittance-codes';
import { bits, code, laters, maskOf, text } from '../element-plan';
import type { SegmentReading } from '../loops';
import { ADJUSTMENTS, readAdjustments } from '../read/adjustments';
import {
	addIdentifier,
	forgetParty,
	holdProvider,
	isWholeName,
	NAME,
	readAddressLines,
	readCity,
	readContact,
	readIdentifier,
	readingOf,
	readName,
	readProvider,
	readProviderNumber,
} from '../read/parties';
import { type CodedProcedure, readProcedure } from '../read/procedures';
import { packCode, type Segment } from '../segment';
import type { RemittanceAssembly } from './remittance-assembly';

type Reading = SegmentReading<RemittanceAssembly>;
const reading = readingOf<RemittanceAssembly>;

const PLAN_ID = packCode('XV');
const DEBIT = packCode('D');
const TRACE = packCode('1');
const PRODUCED = packCode('405');
const TAX_ID = packCode('TJ');
const MEMBER = packCode('MI');
const ALLOWED = packCode('B6');
const CONTROL = packCode('6R');
const REMARK = packCode('HE');
const SERVICE = packCode('472');
const SERVICE_STARTS = packCode('150');
const SERVICE_ENDS = packCode('151');

/** BPR02 is the amount without a sign; where the payer takes money back, BPR03 says so. */
function readPayment(segment: Segment, assembly: RemittanceAssembly): boolean {
	const { remittance, decimals } = assembly;
	const amount = segment.signedAmount(2, decimals);
	const isDebit = segment.code(3) === DEBIT && amount !== undefined && segment.minor > 0;
	const method = PAYMENT_METHODS.word(segment.code(4));
	if (amount === undefined && segment.faults.length === 0) segment.fault('ELEMENT_MISSING', 2);
	if (!method) segment.fault('CODE_INVALID', 4);
	const { payment } = remittance;
	payment.method = method ?? 'none';
	payment.amount = isDebit ? `-${amount}` : (amount ?? '');
	payment.handling_code = segment.string(1, 1);
	if (segment.has(16)) payment.date = segment.date(16);
	assembly.sumStands(payment, segment, { element: 2 });
	return true;
}

function readPartner(segment: Segment, assembly: RemittanceAssembly): boolean {
	const { payer } = assembly.remittance;
	forgetParty(assembly);
	assembly.hasPayer = true;
	assembly.addressed = payer;
	assembly.identified = payer;
	assembly.contacted = payer;
	payer.name = segment.string(2, 80);
	payer.id = segment.string(4, 80);
	return segment.code(3) === PLAN_ID || !segment.has(4);
}

const readPayerContact: Reading = {
	...readContact,
	read: (segment, assembly, loop) => {
		const { payer } = assembly.remittance;
		const before = payer.contacts?.length ?? 0;
		if (!readContact.read(segment, assembly, loop)) return false;
		const role = CONTACT_ROLES.word(segment.code(1));
		for (const contact of payer.contacts?.slice(before) ?? []) contact.role = role;
		return true;
	},
};

function readPayee(segment: Segment, assembly: RemittanceAssembly): boolean {
	const { payee } = assembly.remittance;
	forgetParty(assembly);
	assembly.hasPayee = true;
	holdProvider(assembly, payee);
	payee.name = segment.string(2, 80);
	return readProviderNumber(segment, payee, 3);
}

/** An amount that is left out is nothing, as nothing else would keep the sums of the file; it is remarked on. */
function readRequired(segment: Segment, element: number, decimals: number): string | undefined {
	if (segment.has(element)) return segment.signedAmount(element, decimals);
	segment.remark('ELEMENT_MISSING', element);
	return writeMinor(0, decimals);
}

function startClaim(segment: Segment, assembly: RemittanceAssembly): boolean {
	const { remittance, decimals } = assembly;
	forgetParty(assembly);
	const claim_id = segment.string(1, 80);
	const status_code = segment.string(2, 2);
	const charge = readRequired(segment, 3, decimals);
	const paid = readRequired(segment, 4, decimals);
	for (const element of [1, 2]) if (!segment.has(element)) segment.fault('ELEMENT_MISSING', element);
	const claim: RemittanceClaim = {
		claim_id: claim_id ?? '',
		payer_claim_number: segment.string(7, 80),
		status_code: status_code ?? '',
		charge: charge ?? '',
		paid: paid ?? '',
		patient_responsibility: segment.signedAmount(5, decimals),
		filing_code: segment.string(6, 2),
		facility_type: segment.string(8, 2),
		frequency_code: segment.string(9, 1),
		adjustments: [],
		remarks: [],
		lines: [],
		header_number: assembly.headerNumber,
	};
	if (segment.has(11)) claim.drg = segment.string(11, 10);
	if (segment.has(12)) claim.drg_weight = segment.quantity(12);
	assembly.claim = claim;
	assembly.line = undefined;
	remittance.claims.push(claim);
	assembly.sumStands(claim, segment, { element: 4, loop: '2100' });
	return true;
}

const PEOPLE: Readonly<Record<number, 'patient' | 'insured' | 'corrected_insured' | 'crossover_payer'>> = {
	[packCode('QC')]: 'patient',
	[packCode('IL')]: 'insured',
	[packCode('74')]: 'corrected_insured',
	[packCode('TT')]: 'crossover_payer',
};
const RENDERING = packCode('82');

function readPerson(segment: Segment, assembly: RemittanceAssembly): boolean {
	const { claim } = assembly;
	if (!claim) return false;
	if (segment.code(1) === RENDERING) {
		if (claim.rendering_provider) return false;
		claim.rendering_provider = {};
		return readProvider(segment, assembly, claim.rendering_provider);
	}
	const field = PEOPLE[segment.code(1)];
	if (!field || claim[field]) return false;
	const person: RemittancePerson = {};
	claim[field] = person;
	readName(segment, person);
	person.member_id = segment.string(9, 80);
	return isWholeName(segment) && (segment.code(8) === MEMBER || !segment.has(9));
}

const CLAIM_DATES: Readonly<Record<number, 'statement_from' | 'statement_through' | 'received_date'>> = {
	[packCode('232')]: 'statement_from',
	[packCode('233')]: 'statement_through',
	[packCode('050')]: 'received_date',
};

/** MIA and MOA: remark codes about the whole claim, at the elements that the segment has for them. */
const readRemarks = (elements: readonly number[]): Reading =>
	reading(laters(...elements), (segment, { claim }) => {
		if (!claim) return false;
		for (const element of elements) {
			const remark = segment.string(element, 10);
			if (remark) claim.remarks.push(remark);
		}
		return true;
	});

function readClaimAmount(segment: Segment, { claim, decimals }: RemittanceAssembly): boolean {
	const amount = segment.signedAmount(2, decimals);
	const qualifier = segment.string(1, 3);
	if (!claim || !qualifier || amount === undefined || (claim.amounts?.length ?? 0) >= 20) return false;
	claim.amounts ??= [];
	claim.amounts.push({ qualifier, amount });
	return true;
}

const newLine = (): RemittanceLine => ({
	code_system: 'unknown',
	modifiers: [],
	charge: '',
	paid: '',
	adjustments: [],
	remarks: [],
});

const MOST_LINES = 999;

function readLine(segment: Segment, line: RemittanceLine, decimals: number): boolean {
	const isWhole = readProcedure(segment, 1, line);
	if (line.code_system === 'revenue') {
		line.revenue_code = line.procedure_code;
		line.procedure_code = undefined;
	}
	if (segment.has(4)) line.revenue_code = segment.string(4, 48);
	line.charge = readRequired(segment, 2, decimals) ?? '';
	line.paid = readRequired(segment, 3, decimals) ?? '';
	if (segment.has(5)) line.units = segment.signedQuantity(5);
	if (segment.has(7)) line.submitted_units = segment.signedQuantity(7);
	return readSubmitted(segment, line) && isWhole;
}

function readSubmitted(segment: Segment, line: RemittanceLine): boolean {
	if (!segment.has(6)) return true;
	const submitted: CodedProcedure = {};
	const isWhole = readProcedure(segment, 6, submitted);
	const { code_system = 'unknown', procedure_code, modifiers = [], description } = submitted;
	if (!procedure_code || description) return false;
	line.submitted_procedure = { procedure_code, code_system, modifiers };
	return isWhole;
}

function readLineDate(segment: Segment, { line }: RemittanceAssembly): boolean {
	if (!line) return false;
	const qualifier = segment.code(1);
	if (qualifier === SERVICE_ENDS) {
		if (line.service_date_end) return false;
		line.service_date_end = segment.date(2);
		return true;
	}
	if (line.service_date || (qualifier !== SERVICE && qualifier !== SERVICE_STARTS)) return false;
	line.service_date = segment.date(2);
	return true;
}

function readLineAmount(segment: Segment, { line, decimals }: RemittanceAssembly): boolean {
	if (!line) return false;
	const amount = segment.signedAmount(2, decimals);
	const qualifier = segment.string(1, 3);
	if (!qualifier || amount === undefined) return false;
	if (segment.code(1) === ALLOWED && line.allowed === undefined) {
		line.allowed = amount;
		return true;
	}
	line.amounts ??= [];
	return line.amounts.length < 20 && line.amounts.push({ qualifier, amount }) > 0;
}

/** PLB: a provider, the end of its year, then up to six times reason and amount. */
function readProviderAdjustments(segment: Segment, { remittance, decimals }: RemittanceAssembly): boolean {
	const provider_id = segment.string(1, 80);
	const fiscal_period_end = segment.date(2);
	if (!provider_id) segment.fault('ELEMENT_MISSING', 1);
	if (!segment.has(2)) segment.remark('ELEMENT_MISSING', 2);
	if (!provider_id || !fiscal_period_end) return false;
	for (let at = 3; at <= 13; at += 2) {
		if (!segment.has(at) && !segment.has(at + 1)) continue;
		segment.openParts(at);
		const reason = segment.part(1, 2);
		const reference = segment.part(2, 80);
		// Kept whole, it would be written beside what is read of it, and its money counted twice.
		if (segment.hasPartsAfter(2)) segment.remark('ELEMENT_UNEXPECTED', at, 3);
		const amount = segment.signedAmount(at + 1, decimals);
		if (!reason || amount === undefined) {
			segment.fault('ELEMENT_MISSING', reason ? at + 1 : at);
			return false;
		}
		remittance.provider_adjustments.push({ provider_id, fiscal_period_end, reason, reference, amount });
	}
	return true;
}

const EVERY_PAIR = laters(...Array.from({ length: 14 }, (_, at) => at + 1));

const header: Readonly<Record<string, Reading>> = {
	'ST/BPR': reading(laters(1, 2, 3, 4, 16), readPayment, bits(2)),
	'ST/TRN': reading(
		laters(1, 2, 3),
		(segment, { remittance: { payment } }) => {
			const trace = segment.string(2, 50);
			if (!trace) segment.fault('ELEMENT_MISSING', 2);
			payment.trace_number = trace ?? '';
			payment.payer_identifier = segment.string(3, 50);
			return segment.code(1) === TRACE;
		},
		bits(2),
	),
	'ST/CUR': reading(laters(2), (segment, assembly) => {
		const currency = segment.string(2, 3);
		if (!currency || !/^[A-Z]{3}$/.test(currency)) return segment.fault('CODE_INVALID', 2);
		assembly.useCurrency(currency);
		return true;
	}),
	'ST/DTM': reading(laters(1, 2), (segment, { remittance }) => {
		if (segment.code(1) !== PRODUCED || remittance.production_date) return false;
		remittance.production_date = segment.date(2);
		return true;
	}),
	'1000A/N1': reading(laters(1, 2, 3, 4), readPartner),
	'1000A/N3': readAddressLines,
	'1000A/N4': readCity,
	'1000A/REF': readIdentifier,
	'1000A/PER': readPayerContact,
	'1000B/N1': reading({ 1: code, 2: text(80), 3: text(3), 4: text(80) }, readPayee),
	'1000B/N3': readAddressLines,
	'1000B/N4': readCity,
	'1000B/REF': reading(laters(1, 2), (segment, { remittance: { payee } }) => {
		const number = segment.string(2, 80);
		if (segment.code(1) !== TAX_ID || payee.tax_id || !number || number.length > 20) {
			return addIdentifier(payee, segment.string(1, 3), number);
		}
		payee.tax_id = number;
		payee.tax_id_type = 'employer';
		return true;
	}),
	'2000/LX': reading(laters(1), (segment, assembly) => {
		assembly.claim = undefined;
		assembly.headerNumber = segment.string(1, 6);
		return true;
	}),
};

const claimLoop: Readonly<Record<string, Reading>> = {
	'2100/CLP': reading(laters(1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12), startClaim, bits(1, 2, 3, 4)),
	'2100/CAS': reading(
		ADJUSTMENTS,
		(segment, { claim, decimals }) => (claim ? readAdjustments(segment, claim.adjustments, decimals) : false),
		maskOf(ADJUSTMENTS),
	),
	'2100/NM1': reading(NAME, readPerson),
	'2100/MIA': readRemarks([5, 20, 21, 22, 23]),
	'2100/MOA': readRemarks([3, 4, 5, 6, 7]),
	'2100/REF': reading(laters(1, 2), (segment, { claim }) =>
		claim ? addIdentifier(claim, segment.string(1, 3), segment.string(2, 80)) : false,
	),
	'2100/DTM': reading(laters(1, 2), (segment, { claim }) => {
		const field = CLAIM_DATES[segment.code(1)];
		if (!claim || !field || claim[field]) return false;
		claim[field] = segment.date(2);
		return true;
	}),
	'2100/AMT': reading(laters(1, 2), readClaimAmount),
};

const lineLoop: Readonly<Record<string, Reading>> = {
	'2110/SVC': reading(
		laters(1, 2, 3, 4, 5, 6, 7),
		(segment, assembly) => {
			const { claim } = assembly;
			if (!claim) return false;
			const line = newLine();
			assembly.line = line;
			if (claim.lines.length >= MOST_LINES) segment.fault('LINES_TOO_MANY', 2);
			else claim.lines.push(line);
			assembly.sumStands(line, segment, { element: 3, loop: '2110' });
			return readLine(segment, line, assembly.decimals);
		},
		bits(2, 3),
	),
	'2110/DTM': reading(laters(1, 2), readLineDate),
	'2110/CAS': reading(
		ADJUSTMENTS,
		(segment, { line, decimals }) => (line ? readAdjustments(segment, line.adjustments, decimals) : false),
		maskOf(ADJUSTMENTS),
	),
	'2110/REF': reading(laters(1, 2), (segment, { line }) => {
		if (!line) return false;
		if (segment.code(1) !== CONTROL || line.control_number) {
			return addIdentifier(line, segment.string(1, 3), segment.string(2, 80));
		}
		line.control_number = segment.string(2, 50);
		return true;
	}),
	'2110/AMT': reading(laters(1, 2), readLineAmount),
	'2110/LQ': reading(laters(1, 2), (segment, { line }) => {
		const remark = segment.string(2, 10);
		if (!line || segment.code(1) !== REMARK || !remark || line.remarks.length >= 99) return false;
		line.remarks.push(remark);
		return true;
	}),
};

export const REMITTANCE_READINGS = {
	segments: {
		...header,
		...claimLoop,
		...lineLoop,
		'SUMMARY/PLB': reading(EVERY_PAIR, readProviderAdjustments, maskOf(EVERY_PAIR)),
	},
};
