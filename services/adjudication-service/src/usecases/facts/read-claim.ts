import {
	billerNumber,
	numberIn,
	type PersonAsked,
	patientOn,
	personKey,
} from '@claims-askes/contracts/claim-identities';
import type { CalendarDate } from '@claims-askes/kernel/calendar-date';
import type { SubmittedClaim } from './fact-source';

/** A submitted claim with what it is asked about by, read off it once: a batch asks several questions about each. */
export interface ReadClaim extends SubmittedClaim {
	/** Null where it carries no member number at all. */
	readonly patient: PersonAsked | null;
	/** The same for people who are written alike. */
	readonly patientKey: string;
	readonly biller: string;
	/** The first day of care; of a claim that names none, the day it was received. */
	readonly date: CalendarDate;
	/** The days on which its lines begin, each once. */
	readonly startDates: readonly CalendarDate[];
	/** The numbers of authorizations that it and its lines name, each once. */
	readonly authorizationNumbers: readonly string[];
}

export function readClaim(submitted: SubmittedClaim): ReadClaim {
	const { id, claim_number, received_on, replaces, claim } = submitted;
	const patient = patientOn(claim);
	const startDates: CalendarDate[] = [];
	const authorizations = new Set([numberIn(claim.authorization_number)]);
	let first: CalendarDate | undefined;
	for (const { service_date: date, authorization_number } of claim.lines) {
		if (date !== undefined && !startDates.includes(date)) {
			startDates.push(date);
			if (first === undefined || date < first) first = date;
		}
		authorizations.add(numberIn(authorization_number));
	}
	return {
		id,
		claim_number,
		received_on,
		replaces,
		claim,
		patient,
		patientKey: patient === null ? '' : personKey(patient),
		biller: billerNumber(claim.billing_provider),
		date: first ?? claim.statement_from ?? received_on,
		startDates,
		authorizationNumbers: [...authorizations].filter((number) => number !== undefined),
	};
}
