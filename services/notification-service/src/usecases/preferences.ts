import { commit } from '@claims-askes/chassis/db/commit';
import { LOST_RACE, writeOnce } from '@claims-askes/chassis/db/write-once';
import type { Call, RowRule } from '@claims-askes/chassis/http/caller';
import { Answer } from '@claims-askes/chassis/http/envelope';
import { assertVersion, etagOf } from '@claims-askes/chassis/http/etag';
import { PROBLEMS, ProblemError } from '@claims-askes/kernel/problems';
import type { Recipient } from '../domain/notification';
import { recipientIn } from '../repositories/notifications.repository';
import { type Preference, putPreference } from '../repositories/preferences.repository';
import type { Deps } from './deps';

/** How a recipient wants to be told; whoever has said nothing is told nothing by e-mail. */
export async function getPreference(deps: Deps, recipient: Recipient, call: Call) {
	const { preference, version } = await read(deps, recipient, call);
	return new Answer(preference, { headers: etagOf(version) });
}

export function statePreference(
	deps: Deps,
	{ recipient_kind, recipient_id, ...wanted }: Preference,
	call: Call,
) {
	const { platform } = deps;
	return writeOnce(platform, call, async () => {
		const { preference: before, version } = await read(deps, { recipient_kind, recipient_id }, call);
		assertVersion(call, version);
		const after = { recipient_kind, recipient_id, ...wanted };
		await commit(platform, call, {
			status: 200,
			data: after,
			effects: [['stated', putPreference(platform.sql, after, version)]],
			audit: [
				{
					action: 'preference.stated',
					entity: 'preference',
					entityId: recipient_id,
					before: recorded(before),
					after: recorded(after),
				},
			],
			requires: { effect: 'stated', rows: 1, otherwise: LOST_RACE },
		});
		return new Answer(after, { headers: etagOf(version + 1) });
	});
}

async function read({ preferences, defaultLocale }: Deps, recipient: Recipient, call: Call) {
	if (!isVisible(recipient, call.caller.only)) throw new ProblemError(PROBLEMS.NOT_FOUND);
	const found = await preferences.find(recipient);
	const { recipient_kind, recipient_id } = recipient;
	if (!found) {
		const preference: Preference = {
			recipient_kind,
			recipient_id,
			email: null,
			is_muted: false,
			locale: defaultLocale,
		};
		return { preference, version: 0 };
	}
	const { version, ...preference } = found;
	return { preference, version };
}

function isVisible({ recipient_kind, recipient_id }: Recipient, only: RowRule | null): boolean {
	if (only === null) return true;
	const own = recipientIn(only);
	return recipient_kind === own.recipient_kind && recipient_id === own.recipient_id;
}

/** For the auditor: that there is an address, and not which. */
const recorded = ({ email, ...rest }: Preference) => ({ ...rest, has_email: email !== null });
