import type { Commit } from '@claims-askes/chassis/db/commit';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { Platform } from '@claims-askes/chassis/platform';
import { type CanonicalClaim, checkClaim, type PayerRule } from '@claims-askes/sdk/claim';
import { type Cancellation, cancelledBy } from '../domain/cancellation';
import { type Claim, receiveClaim } from '../domain/claim';
import { claimNumberOf } from '../domain/claim-number';
import { isCorrection, type OriginalClaim } from '../domain/correction';
import { type Examination, examineClaim, type SoftFault } from '../domain/intake/examine-claim';
import type { Purpose } from '../domain/intake/purposes';
import type { SubmittedClaim } from '../domain/submitted-claim';
import type { ClaimNumbers } from '../repositories/claim-numbers';
import { type ClaimToStore, storingClaims } from '../repositories/claim-storage';
import type { ClaimsRepository } from '../repositories/claims.repository';
import type { CodeSets } from '../repositories/code-sets.repository';
import { cancelling } from './cancelling';
import { familyKeyOf } from './family-key';

export interface IntakeParts {
	readonly claims: ClaimsRepository;
	readonly codeSets: CodeSets;
	readonly numbers: ClaimNumbers;
	readonly dateOf: (instant: Date) => string;
	readonly warnOnly: ReadonlySet<SoftFault>;
	readonly payerRules: readonly PayerRule[];
}

/** A claim at the door. Only one that is imported has an identity. */
export interface Submission<Identity extends string | null> {
	readonly identity: Identity;
	readonly content: SubmittedClaim;
	readonly isSubmittedByItself?: boolean;
}

/** A submission that was looked at; it is taken in where there are no reasons against it. */
export interface Examined<Identity extends string | null> extends Submission<Identity>, Examination {
	readonly family_key: string;
	readonly original: OriginalClaim | null;
}

/** A claim that was taken in, and what it put an end to. */
export interface TakenIn<Identity extends string | null> extends ClaimToStore {
	readonly identity: Identity;
	readonly cancels: Cancellation | null;
}

export type Intake = ReturnType<typeof createIntake>;

/** What one submission and a thousand have in common: gather facts, examine, number, store. */
export function createIntake(platform: Platform, parts: IntakeParts) {
	const { claims, codeSets, numbers, dateOf, warnOnly, payerRules } = parts;

	/** Examines claims in the order given: of two corrections of one original, the second comes too late. */
	async function examine<Identity extends string | null>(
		submissions: readonly Submission<Identity>[],
		only: RowRule | null,
		wanted: Purpose = 'claim',
	): Promise<Examined<Identity>[]> {
		const contents = submissions.map(({ content }) => content);
		const named = contents.filter(isCorrection).flatMap((content) => content.original_claim_number ?? []);
		const [isKnownDiagnosis, originals] = await Promise.all([
			codeSets.lookUp(contents.flatMap(({ diagnoses }) => diagnoses)),
			claims.findOriginals(named, only),
		]);
		const today = dateOf(platform.now());
		const left = new Map(originals);
		return submissions.map(({ identity, content, isSubmittedByItself }) => {
			const original = (isCorrection(content) && left.get(content.original_claim_number ?? '')) || null;
			const family_key = familyKeyOf(content);
			const facts = {
				...{ wanted, today, isKnownDiagnosis, family_key, original, warnOnly },
				isSubmittedByItself,
			};
			const examination = withOwnRules(examineClaim(content, facts), content, payerRules);
			if (original && examination.reasons.length === 0)
				for (const name of [original.claim_number, original.id])
					left.set(name, { ...original, status: 'replaced' });
			return { identity, content, family_key, original, ...examination };
		});
	}

	/** Gives each claim its id and number. */
	async function takeIn<Identity extends string | null>(
		examined: readonly Examined<Identity>[],
		{ only }: { readonly only: RowRule | null },
		batch_id: string | null,
	): Promise<TakenIn<Identity>[]> {
		const now = platform.now();
		const received_at = now.toISOString();
		const received_on = dateOf(now);
		const taken = await numbers.take(examined.length);
		return examined.map(({ content, family_key, original, warnings, identity }, at) => {
			const claim = receiveClaim(content, {
				id: platform.newId(),
				claim_number: claimNumberOf(received_on, taken[at] ?? 0),
				family_key,
				received_at,
				received_on,
				batch_id,
				replaces_id: original?.id ?? null,
				member_id: only && 'member_id' in only ? only.member_id : null,
				provider_id: only && 'provider_id' in only ? only.provider_id : null,
				warnings,
			});
			return { claim, content, identity, cancels: original && cancelledBy(content, claim, original) };
		});
	}

	/** All that is written, said and audited when claims are taken in. */
	function storing(taken: readonly TakenIn<string | null>[]): Omit<Commit, 'data'> {
		const ended = cancelling(
			platform.sql,
			taken.flatMap(({ cancels }) => cancels ?? []),
		);
		const { effects, rows } = storingClaims(platform.sql, taken);
		return {
			...ended,
			effects: [...effects, ...ended.effects],
			rows,
			// An original is undone before its replacement is looked at: they have one key, and so this order.
			events: [...ended.events, ...taken.flatMap(({ claim }) => submission(claim))],
			audit: [...ended.audit, ...taken.map(({ claim }) => receipt(claim))],
		};
	}

	return { examine, takeIn, storing };
}

/** What the payer's own rules have against the claim besides. */
function withOwnRules(
	examination: Examination,
	content: SubmittedClaim,
	payerRules: readonly PayerRule[],
): Examination {
	if (payerRules.length === 0) return examination;
	const findings = checkClaim(content as CanonicalClaim, { levels: [7], payerRules });
	const of = (wanted: (typeof findings)[number]['severity']) =>
		findings
			.filter(({ severity }) => severity === wanted)
			.map(({ code, message, path }) => ({ field: path.join('.'), code, message }));
	return {
		reasons: [...examination.reasons, ...of('error')],
		warnings: [...examination.warnings, ...of('warning')],
	};
}

/** A claim that only voids another is not for adjudication. */
function submission({ status, family_key, id, claim_number, batch_id }: Claim): NewEvent[] {
	if (status !== 'received') return [];
	return [{ type: 'claim.submitted', key: family_key, data: { claim_id: id, claim_number, batch_id } }];
}

const receipt = ({ id, claim_number, status, batch_id }: Claim) => ({
	action: 'claim.received',
	entity: 'claim',
	entityId: id,
	after: { claim_number, status, batch_id },
});
