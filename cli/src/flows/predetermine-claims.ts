import type { AskesClients } from '@claims-askes/sdk';
import { AskesError } from '@claims-askes/sdk';
import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import type { Predetermination } from '@claims-askes/sdk/fhir';
import type { Explanation } from './explanation/explanation';
import { FhirBeside } from './reading/fhir-beside';
import { openInputs } from './reading/inputs';
import { InputError, problemLine, problemOf, refusal } from './reading/problem';
import { type FileReading, readFile } from './reading/read-file';

export interface RejectedClaim {
	readonly claim_id: string | null;
	readonly reasons: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

/** What would be decided, how it came about, and the claim that was asked about. */
export interface PredeterminedClaim {
	readonly claim: CanonicalClaim;
	readonly would: Predetermination;
	readonly explanation: Explanation;
}

export interface Told {
	predetermined(told: PredeterminedClaim): Promise<void>;
	rejected(rejected: RejectedClaim): void;
	problem(line: string): void;
}

/**
 * Asks of each claim of a file what it would be decided to, one after the other: also of one that was written to be paid,
 * which whoever asks so does not want to be yet.
 */
export async function predetermineClaims(
	askes: AskesClients,
	path: string,
	currency: string | undefined,
	told: Told,
): Promise<void> {
	const beside = new FhirBeside([path]);
	try {
		for await (const input of openInputs(path))
			for await (const reading of readFile(input, { currency, file: input.name, beside }))
				await ask(askes, input.name, reading, told);
	} catch (error) {
		const problem = problemOf(error);
		throw problem ? refusal(path, problem) : error;
	} finally {
		await beside.close();
	}
}

async function ask(askes: AskesClients, file: string, reading: FileReading, told: Told): Promise<void> {
	if (reading.kind === 'problem') told.problem(problemLine(file, reading.problem));
	else if (reading.kind === 'rejected') told.rejected(unread(file, reading));
	else if (reading.kind === 'document') {
		if (reading.name !== 'claim') throw new InputError('NO_CLAIMS', `this is of kind ${reading.name}`);
		await askAbout(askes, reading.document as CanonicalClaim, told);
	}
}

async function askAbout(askes: AskesClients, claim: CanonicalClaim, told: Told): Promise<void> {
	try {
		const asked = await askes.claims.POST('/api/v1/predeterminations', {
			body: { ...claim, use: 'predetermination' } as never,
		});
		if (!asked.data) throw new Error('claims-service answered nothing');
		const { data } = await askes.adjudication.GET('/api/v1/predeterminations/{id}/explanation', {
			params: { path: { id: asked.data.data.id } },
		});
		if (!data) throw new Error('adjudication-service answered nothing');
		const { predetermination, ...account } = data.data;
		const decision = { ...predetermination, claim_number: predetermination.submitter_claim_id };
		await told.predetermined({ claim, would: predetermination, explanation: { decision, ...account } });
	} catch (error) {
		if (!(error instanceof AskesError) || error.code !== 'CLAIM_REJECTED') throw error;
		told.rejected({ claim_id: claim.claim_id, reasons: error.details });
	}
}

const unread = (file: string, { claim_id, problems }: FileReading & { kind: 'rejected' }): RejectedClaim => ({
	claim_id: claim_id ?? null,
	reasons: problems.map((problem) => ({
		field: '',
		code: problem.code,
		message: problemLine(file, problem),
	})),
});
