import { commit } from '@claims-askes/chassis/db/commit';
import { writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { StoredAnswer } from '@claims-askes/chassis/http/envelope';
import type { Platform } from '@claims-askes/chassis/platform';
import { type ProblemDetail, ProblemError } from '@claims-askes/kernel/problems';
import { readCanonicalClaim } from '@claims-askes/sdk/claim';
import { type ImportOutcome, tallyOf } from '../domain/claim-batch';
import { accepted, answerEach, duplicate, rejected } from '../domain/import-outcome';
import { PROBLEMS } from '../domain/problems';
import { type ClaimBatchesRepository, countingIn } from '../repositories/claim-batches.repository';
import type { ClaimsRepository } from '../repositories/claims.repository';
import { ownBatchesOf } from './claim-batches';
import type { Intake, Submission } from './intake';
import type { CountIntake } from './intake-metrics';
import { findOthersClaims } from './others-claims';

/** One claim of a file: what it says, not yet looked at, and by what it is known again. */
export interface ImportedClaim {
	readonly identity: string;
	readonly claim: unknown;
}

export interface ImportParts {
	readonly intake: Intake;
	readonly claims: ClaimsRepository;
	readonly batches: ClaimBatchesRepository;
	readonly count: CountIntake;
}

const OUTCOMES = ['accepted', 'duplicate', 'rejected'] as const satisfies readonly ImportOutcome[];

/**
 * Takes the claims of a file in, each by itself: a bad one keeps no other out, and one that came before, in whatever
 * batch, is not taken in again. All of it is one statement, so a request counts whole or not at all.
 */
export const importClaims =
	(platform: Platform, { intake, claims, batches, count }: ImportParts) =>
	async (batchId: string, imported: readonly ImportedClaim[], call: Call): Promise<StoredAnswer> => {
		const identities = imported.map(({ identity }) => identity);
		const { readable, malformed } = readShapes(imported);
		return writeOnce(platform, call, async () => {
			const [batch, known] = await Promise.all([
				batches.find(batchId, ownBatchesOf(call)),
				claims.findByIdentity(identities),
			]);
			if (!batch) throw new ProblemError(PROBLEMS.BATCH_NOT_FOUND);
			const othersReasons = await findOthersClaims(
				platform,
				readable.map(({ content }) => content),
				call,
			);
			const ofOthers = readable.flatMap(({ identity, content }) => {
				const reasons = othersReasons(content);
				return reasons.length > 0 ? [rejected(identity, reasons)] : [];
			});
			const refused = new Set(ofOthers.map(({ identity }) => identity));
			const fresh = readable.filter(({ identity }) => !known.has(identity) && !refused.has(identity));
			const examined = await intake.examine(fresh, call.caller.only);
			const taken = await intake.takeIn(
				examined.filter(({ reasons }) => reasons.length === 0),
				call.caller,
				batchId,
			);

			const outcomes = answerEach(identities, [
				...malformed.map(({ identity, reasons }) => rejected(identity, reasons)),
				...examined.map(({ identity, reasons }) => rejected(identity, reasons)),
				...taken.map(({ identity, claim }) => accepted(identity, claim, claim.warnings)),
				...[...known].map(([identity, claim]) => duplicate(identity, claim)),
				// Last: whoever may not bring a claim is not told either that it came before.
				...ofOthers,
			]);
			const tally = tallyOf(outcomes.map(({ outcome }) => outcome));
			const { effects, ...storing } = intake.storing(taken);
			const answer = await commit(platform, call, {
				...storing,
				status: 200,
				data: { batch_id: batchId, claims: { read: identities.length, ...tally }, outcomes },
				effects: [...effects, ...countingIn(platform.sql, batchId, tally)],
			});
			if (!answer.replayed) for (const outcome of OUTCOMES) count(outcome, tally[outcome]);
			return answer;
		});
	};

interface Malformed {
	readonly identity: string;
	readonly reasons: readonly ProblemDetail[];
}

/** Tells claims from what has not the shape of one. Of several with one identity the first stands for all. */
function readShapes(imported: readonly ImportedClaim[]) {
	const readable = new Map<string, Submission<string>>();
	const malformed = new Map<string, Malformed>();
	for (const { identity, claim } of imported) {
		if (readable.has(identity) || malformed.has(identity)) continue;
		const { data: content, error } = readCanonicalClaim(claim);
		if (content) readable.set(identity, { identity, content });
		else malformed.set(identity, { identity, reasons: error.issues.map(reasonOf) });
	}
	return { readable: [...readable.values()], malformed: [...malformed.values()] };
}

const reasonOf = ({ path, message, code }: { path: PropertyKey[]; message: string; code: string }) => ({
	field: path.join('.'),
	message,
	code: code === 'unrecognized_keys' ? 'UNKNOWN_FIELD' : 'INVALID',
});
