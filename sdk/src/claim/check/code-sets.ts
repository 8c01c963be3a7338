import type { CanonicalClaim } from '../canonical-claim';
import type { Provider } from '../parties';
import type { ClaimFinding, ClaimFindingCode, Report } from './finding';

/** Answers whether a code exists on a date; a payer plugs in the lists it has loaded. */
export type CodeSet = (code: string, date: string | undefined) => boolean;

/** The lists that SNIP level 5 looks codes up in. What no list is given for is not looked up. */
export interface CodeSets {
	readonly diagnosis?: Readonly<Partial<Record<CanonicalClaim['diagnoses'][number]['system'], CodeSet>>>;
	readonly procedure?: Readonly<Partial<Record<CanonicalClaim['lines'][number]['code_system'], CodeSet>>>;
	readonly modifier?: CodeSet;
	readonly revenue?: CodeSet;
}

const PLACES_OF_SERVICE = new Set(
	'01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 31 32 33 34 41 42 49 50 51 52 53 54 55 56 57 58 60 61 62 65 66 71 72 81 99'.split(
		' ',
	),
);

/** The shape of a code, where no list of codes is at hand. */
const DIAGNOSIS_SHAPES: Readonly<Record<string, RegExp>> = {
	'icd-10-cm': /^[A-Z]\d[0-9A-Z]{1,5}$/,
	'icd-10': /^[A-Z]\d{2}[0-9A-Z]{0,2}$/,
	'icd-9-cm': /^(\d{3,5}|V\d{2,4}|E\d{3,4})$/,
};
const PROCEDURE_SHAPES: Readonly<Record<string, RegExp>> = {
	hcpcs: /^[0-9A-Z]\d{3}[0-9A-Z]$/,
	cdt: /^D\d{4}$/,
	ndc: /^\d{11}$/,
	hipps: /^[0-9A-Z]{5}$/,
};

/** SNIP 5: codes are codes, and identifiers pass their check digit. */
export function checkCodeSets(claim: CanonicalClaim, report: Report, sets: CodeSets = {}): void {
	const find = (
		code: ClaimFindingCode,
		path: ClaimFinding['path'],
		message: string,
		severity: ClaimFinding['severity'] = 'error',
	) => report({ level: 5, code, message, path, severity });
	checkProviders(claim, find);
	const date = claim.lines[0]?.service_date ?? claim.statement_from;
	claim.diagnoses.forEach(({ code, system }, at) => {
		const isGood = sets.diagnosis?.[system]?.(code, date) ?? DIAGNOSIS_SHAPES[system]?.test(code) ?? true;
		if (!isGood) find('DIAGNOSIS_CODE', ['diagnoses', at, 'code'], 'this is no such diagnosis code');
	});
	if (claim.place_of_service && !PLACES_OF_SERVICE.has(claim.place_of_service)) {
		find('PLACE_OF_SERVICE', ['place_of_service'], 'this is no place of service');
	}
	claim.lines.forEach((line, at) => {
		checkLine(line, {
			sets,
			find: (code, message, ...field) => find(code, ['lines', at, ...field], message),
		});
	});
}

type Find = (code: ClaimFindingCode, path: ClaimFinding['path'], message: string) => void;

interface LineCheck {
	readonly sets: CodeSets;
	readonly find: (code: ClaimFindingCode, message: string, ...field: ClaimFinding['path']) => void;
}

function checkLine(line: CanonicalClaim['lines'][number], { sets, find }: LineCheck): void {
	const { procedure_code, code_system, revenue_code, service_date, place_of_service } = line;
	if (procedure_code) {
		const isGood =
			sets.procedure?.[code_system]?.(procedure_code, service_date) ??
			PROCEDURE_SHAPES[code_system]?.test(procedure_code) ??
			true;
		if (!isGood) find('PROCEDURE_CODE', 'this is no such procedure code', 'procedure_code');
	}
	if (code_system === 'unknown')
		find('PROCEDURE_SYSTEM', 'the code system of the procedure is not known', 'code_system');
	for (const [at, modifier] of line.modifiers.entries()) {
		if (!(sets.modifier?.(modifier, service_date) ?? /^[0-9A-Z]{2}$/.test(modifier)))
			find('MODIFIER', 'this is no modifier', 'modifiers', at);
	}
	if (revenue_code && !(sets.revenue?.(revenue_code, service_date) ?? /^\d{3,4}$/.test(revenue_code))) {
		find('REVENUE_CODE', 'this is no revenue code', 'revenue_code');
	}
	if (line.drug && !/^\d{10,11}$/.test(line.drug.ndc.replaceAll('-', '')))
		find('NDC', 'this is no national drug code', 'drug', 'ndc');
	if (place_of_service && !PLACES_OF_SERVICE.has(place_of_service)) {
		find('PLACE_OF_SERVICE', 'this is no place of service', 'place_of_service');
	}
}

const PROVIDERS = [
	'billing_provider',
	'rendering_provider',
	'referring_provider',
	'supervising_provider',
	'attending_provider',
	'operating_provider',
	'assistant_surgeon',
	'service_facility',
] as const;

function checkProviders(claim: CanonicalClaim, find: Find): void {
	for (const role of PROVIDERS) checkProvider(claim[role], [role], find);
	claim.lines.forEach(({ rendering_provider, ordering_provider }, at) => {
		checkProvider(rendering_provider, ['lines', at, 'rendering_provider'], find);
		checkProvider(ordering_provider, ['lines', at, 'ordering_provider'], find);
	});
}

function checkProvider(provider: Provider | undefined, path: ClaimFinding['path'], find: Find): void {
	if (!provider) return;
	const { npi, taxonomy, identifiers } = provider;
	if (npi && !isNpi(npi)) find('NPI', [...path, 'npi'], 'the check digit of the NPI is wrong');
	if (identifiers?.some(({ qualifier }) => qualifier === 'XX'))
		find('NPI', [...path, 'npi'], 'an NPI has ten digits');
	// Codes of before 2005, as the guides' own examples have them, end in N or Y.
	if (taxonomy && !/^[0-9A-Z]{9}[NXY]$/.test(taxonomy))
		find('TAXONOMY', [...path, 'taxonomy'], 'this is no taxonomy code');
}

/** Ten digits whose last one is Luhn's check digit of 80840 and the nine before it. */
export function isNpi(npi: string): boolean {
	if (!/^\d{10}$/.test(npi)) return false;
	const digits = [...`80840${npi}`].reverse().map(Number);
	const sum = digits.reduce((total, digit, at) => {
		const doubled = at % 2 === 1 ? digit * 2 : digit;
		return total + (doubled > 9 ? doubled - 9 : doubled);
	}, 0);
	return sum % 10 === 0;
}
