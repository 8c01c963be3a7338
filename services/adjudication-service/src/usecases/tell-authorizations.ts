import { startChore } from '@claims-askes/chassis/chore';
import { Bell } from '@claims-askes/chassis/events/bell';
import { errorFields } from '@claims-askes/chassis/observability/logger';
import type { Platform } from '@claims-askes/chassis/platform';
import { AskesError } from '@claims-askes/sdk';
import { markTold, type UntoldUse, untoldUses } from '../repositories/authorization-uses.repository';
import { amountIn } from './read-decisions';

const AT_ONCE = 50;

/** Says to authorization-service what a claim uses now; saying it twice changes nothing. */
export type TellUse = (use: UntoldUse) => Promise<void>;

/** Tells of all uses that are not told yet; answers how many there were. */
export async function tellAuthorizations({ sql, log }: Platform, tell: TellUse): Promise<number> {
	const uses = await untoldUses(sql, AT_ONCE);
	for (const use of uses) {
		await tell(use).catch((error) => {
			if (!isOfTheLetter(error)) throw error;
			log.warn('an authorization does not take its use', errorFields(error));
		});
		await markTold(sql, use);
	}
	return uses.length;
}

const OF_THE_LETTER: ReadonlySet<number> = new Set([404, 409, 410, 422]);

/**
 * Whether the letter itself was refused: it was cancelled meanwhile, or is gone, and will not take its use later either.
 * Any other refusal is of us or of the moment, and the use is still to be told.
 */
const isOfTheLetter = (error: unknown): boolean =>
	error instanceof AskesError &&
	OF_THE_LETTER.has(error.status) &&
	error.code !== 'IDEMPOTENCY_KEY_IN_FLIGHT';

export const tellPeer =
	(platform: Platform): TellUse =>
	async ({ authorization_id, claim_id, currency, amount, version }) => {
		const { authorizations } = platform.peers.during({ correlationId: platform.newId() });
		await authorizations.POST('/api/v1/authorizations/{id}/consumptions', {
			params: {
				path: { id: authorization_id },
				header: { 'Idempotency-Key': `${claim_id} ${version}` },
			},
			body: { claim_id, amount: amountIn(currency)(amount), version },
		});
	};

export const startTelling = (platform: Platform, tell: TellUse, pollMs: number) =>
	startChore({
		work: async () => (await tellAuthorizations(platform, tell)) === AT_ONCE,
		bell: new Bell(),
		pollMs,
		log: platform.log,
	});
