import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import { assertUnrestricted } from '@claims-askes/chassis/http/row-rule';
import { type Keys, rotated } from '../domain/keys';
import type { Deps } from './deps';

const viewOf = ({ signing_keys }: Keys) =>
	signing_keys.map(({ kid, created_at, retired_at }) => ({ kid, created_at, retired_at }));

export async function listSigningKeys({ keys }: Deps, call: Call) {
	assertUnrestricted(call);
	return viewOf(await keys.current());
}

/** Puts a new key beside those that are published; with `withdrawPrevious` in their place, at once. */
export async function rotateSigningKeys({ platform, keys }: Deps, withdrawPrevious: boolean, call: Call) {
	assertUnrestricted(call);
	const before = await keys.current();
	const after = rotated(before, await keys.generate(), { withdrawPrevious, now: platform.now() });
	const stored = await commit(platform, call, {
		data: viewOf(after),
		effects: [],
		audit: [
			{
				action: 'signing_key.rotated',
				entity: 'signing_key',
				entityId: after.signing_keys[0]?.kid ?? '',
				before: viewOf(before),
				after: viewOf(after),
			},
		],
	});
	// Recorded first: a rotation that nobody could account for would be worse than one to be made again.
	if (!stored.replayed) await keys.replace(after);
	return stored;
}
