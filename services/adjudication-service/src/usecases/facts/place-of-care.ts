import type { CanonicalClaim } from '@claims-askes/sdk/claim';

/** The settings that plans speak of, by the place of service codes of CMS. */
const SETTING_OF_PLACE: Readonly<Record<string, string>> = {
	'01': 'pharmacy',
	'02': 'telehealth',
	'10': 'telehealth',
	'11': 'office',
	'12': 'home',
	'19': 'outpatient',
	'20': 'urgent_care',
	'21': 'inpatient',
	'22': 'outpatient',
	'23': 'emergency',
	'24': 'outpatient',
	'31': 'nursing_facility',
	'32': 'nursing_facility',
	'34': 'hospice',
	'41': 'ambulance',
	'42': 'ambulance',
	'51': 'inpatient',
	'61': 'inpatient',
	'65': 'outpatient',
	'81': 'laboratory',
};

/** The same by the first two digits of a hospital's type of bill (facility, then classification). */
const SETTING_OF_BILL: Readonly<Record<string, string>> = {
	'11': 'inpatient',
	'12': 'inpatient',
	'13': 'outpatient',
	'14': 'outpatient',
	'18': 'inpatient',
	'21': 'nursing_facility',
	'22': 'nursing_facility',
	'32': 'home',
	'33': 'home',
	'34': 'home',
	'71': 'outpatient',
	'72': 'outpatient',
	'73': 'outpatient',
	'74': 'outpatient',
	'76': 'outpatient',
	'77': 'outpatient',
	'81': 'hospice',
	'82': 'hospice',
	'83': 'outpatient',
	'85': 'outpatient',
};

/** Undefined where the claim does not say, or says it in a code that we do not know. */
export function settingOf(claim: CanonicalClaim): string | undefined {
	if (claim.facility_type) return SETTING_OF_BILL[claim.facility_type];
	const place = claim.place_of_service ?? claim.lines[0]?.place_of_service;
	if (place) return SETTING_OF_PLACE[place];
	return claim.type === 'pharmacy' ? 'pharmacy' : undefined;
}

/** Where the hospital bills nights; in a hospital's outpatient bill the date of admission is that of the visit. */
const BILLS_NIGHTS: ReadonlySet<string | undefined> = new Set([
	'inpatient',
	'nursing_facility',
	'hospice',
	undefined,
]);

/** The stay that a hospital claim bills. The doctor's bill for the same stay names its dates too, but bills no nights. */
export function stayOf(claim: CanonicalClaim) {
	const { type, admission_date: admitted, discharge_date, statement_through } = claim;
	if (type !== 'institutional' || !admitted) return undefined;
	const discharged = discharge_date ?? statement_through;
	if (!discharged || !BILLS_NIGHTS.has(settingOf(claim))) return undefined;
	const roomClass = identifierOf(claim, 'room_class');
	return { admitted, discharged, ...(roomClass && { class: roomClass }) };
}

/** What the claim carries beside its own fields under a qualifier of ours. */
export const identifierOf = (claim: CanonicalClaim, qualifier: string): string | undefined =>
	claim.identifiers?.find((identifier) => identifier.qualifier === qualifier)?.value;
