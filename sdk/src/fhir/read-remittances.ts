import type { Remittance } from '../claim';
import type { ByteSource } from '../x12/byte-stream';
import { type AnsweredClaims, isToldAlready, noteAnswer } from './answered-claims';
import { writeExact } from './extras';
import type { FhirProblem } from './problem';
import {
	CLAIM_READERS,
	type EntryContext,
	type FhirReading,
	type ReadFhirOptions,
	readFhirFile,
} from './read-claims';
import { readRemittance } from './read-remittance';
import type { PlacedResource } from './resources';

/** One thing found in a file of answers, in the order of the file. */
export type FhirRemittanceReading =
	| {
			readonly kind: 'remittance';
			readonly remittance: Remittance;
			readonly warnings: readonly FhirProblem[];
	  }
	| Exclude<FhirReading, { kind: 'claim' }>;

const ANSWERS = ['ClaimResponse', 'ExplanationOfBenefit'] as const;

/** Of one claim only the first of both types is read: they tell of the same decision. */
function answerReaders({ answered = new Map() }: ReadFhirOptions) {
	const read = (entry: PlacedResource, context: EntryContext) => readOnce(entry, context, answered);
	return Object.fromEntries(ANSWERS.map((type) => [type, read]));
}

/**
 * Reads what payers answered to claims, from FHIR R4 in JSON: each ClaimResponse and each ExplanationOfBenefit is a
 * remittance of one claim, and both of one claim are one. Files are read as `readFhirClaims` reads them.
 */
export const readFhirRemittances = (
	source: ByteSource,
	options: ReadFhirOptions = {},
): AsyncGenerator<FhirRemittanceReading> => {
	const readers = answerReaders(options);
	return readFhirFile(source, options, () => readers);
};

/**
 * Claims where a file holds claims, and answers where it holds none. Of NDJSON only what was read so far is known: from its
 * first claim on, answers are passed over.
 */
export function readFhirClaimsOrRemittances(
	source: ByteSource,
	options: ReadFhirOptions = {},
): AsyncGenerator<FhirReading | FhirRemittanceReading> {
	let hasClaims = false;
	const readers = answerReaders(options);
	return readFhirFile<FhirReading | FhirRemittanceReading>(source, options, (resources) => {
		hasClaims ||= 'Claim' in resources;
		return hasClaims ? CLAIM_READERS : readers;
	});
}

/** The resources that answer a claim. */
export const isAnswer = (type: string): boolean => ANSWERS.some((known) => known === type);

function readOnce(entry: PlacedResource, context: EntryContext, answered: AnsweredClaims) {
	if (isToldAlready(entry, answered)) return undefined;
	const reading = readAnswer(entry, context);
	if (reading.kind === 'remittance') noteAnswer(entry, answered);
	return reading;
}

function readAnswer(
	entry: PlacedResource,
	{ index, options, source }: EntryContext,
): Extract<FhirRemittanceReading, { kind: 'remittance' | 'rejected' }> {
	const { claim_id, remittance, problems, warnings } = readRemittance(entry, {
		index,
		source,
		currency: options.currency,
	});
	if (remittance) return { kind: 'remittance', remittance, warnings };
	return {
		kind: 'rejected',
		claim_id,
		problems,
		warnings,
		claim: {},
		source,
		text: writeExact(entry.resource),
	};
}
