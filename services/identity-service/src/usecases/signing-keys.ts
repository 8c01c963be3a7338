import { commit } from '@claims-askes/chassis/db/commit';
import type { Call } from '@claims-askes/chassis/http/caller';
import type { Platform } from '@claims-askes/chassis/platform';
import { type Keys, rotated, type SigningKey } from '../domain/keys';

/** Where the keys lie. */
export interface KeyStore {
	current(): Promise<Keys>;
	replace(keys: Keys): Promise<void>;
	generate(): Promise<{ readonly key: SigningKey; readonly cookieSecret: string }>;
}

const viewOf = ({ signing_keys }: Keys) =>
	signing_keys.map(({ kid, created_at, retired_at }) => ({ kid, created_at, retired_at }));

/** Shows and rotates what tokens are signed with. */
export class SigningKeyUseCases {
	constructor(
		private readonly platform: Platform,
		private readonly keys: KeyStore,
	) {}

	async list() {
		return viewOf(await this.keys.current());
	}

	async rotate(withdrawPrevious: boolean, call: Call) {
		const before = await this.keys.current();
		const after = rotated(before, await this.keys.generate(), {
			withdrawPrevious,
			now: this.platform.now(),
		});
		const [current] = after.signing_keys;
		const answer = await commit(this.platform, call, {
			data: viewOf(after),
			effects: [],
			audit: [
				{
					action: 'signing_key.rotated',
					entity: 'signing_key',
					entityId: current?.kid ?? '',
					before: viewOf(before),
					after: viewOf(after),
				},
			],
		});
		if (!answer.replayed) await this.keys.replace(after);
		return answer;
	}
}
