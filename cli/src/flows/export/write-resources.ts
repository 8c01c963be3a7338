import type { AskesClients } from '@claims-askes/sdk';
import {
	type ClaimResource,
	type JudgedClaim,
	saysDecision,
	writeClaimResource,
} from '@claims-askes/sdk/fhir';
import { Totals } from '../convert/totals';
import type { TextOutput } from '../text-output';
import { type ClaimFilter, judgedClaims } from './stored-claims';
import type { ExportSummary } from './write-documents';

const TELL_EVERY = 5_000;

interface ResourcesOutput {
	readonly output: TextOutput;
	progress(claims: number): void;
}

export const exportResources = (
	askes: AskesClients,
	filter: ClaimFilter,
	types: readonly ClaimResource[],
	to: ResourcesOutput,
): Promise<ExportSummary> =>
	writeResources(judgedClaims(askes, filter, { withDecisions: types.some(saysDecision) }), types, to);

/** Writes of each claim the resources asked for, one a line; the next is asked for when the last has been taken. */
export async function writeResources(
	claims: AsyncIterable<JudgedClaim>,
	types: readonly ClaimResource[],
	{ output, progress }: ResourcesOutput,
): Promise<ExportSummary> {
	const totals = new Totals();
	let read = 0;
	for await (const judged of claims) {
		await output.write(types.map((type) => `${writeClaimResource(type, judged)}\n`).join(''));
		totals.add('claim', judged.content);
		if (++read % TELL_EVERY === 0) progress(read);
	}
	const { lines, charges, paid } = totals;
	return { documents: read * types.length, lines, charges, paid, left_out: 0, warnings: 0 };
}
