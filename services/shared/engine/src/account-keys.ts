/** Whose accumulators a claim draws on, and the keys under which what was used of them is kept. */
import { oncePer } from './once-per';
import type { Meter, PlanIndex } from './plan-index';
import type { Member, Scope } from './types';

interface Written {
	readonly period: string;
	readonly key: string;
}

/** Of one member, family and group in a plan: the key that a meter had last is not put together again. */
export class AccountKeys {
	/** By the slot of the meter. */
	private readonly written: (Written | undefined)[];

	constructor(
		private readonly ids: Readonly<Record<Scope, string | undefined>>,
		slots: number,
	) {
		this.written = new Array(slots).fill(undefined);
	}

	areOf(memberId: string, member: Member | undefined): boolean {
		const { ids } = this;
		return ids.member === memberId && ids.family === member?.family_id && ids.group === member?.group_id;
	}

	of({ slot, key, scope }: Meter, period: string): string {
		const latest = this.written[slot];
		if (latest?.period === period) return latest.key;
		const written = { period, key: `${key}${scope}:${this.ids[scope]}|${period}` };
		this.written[slot] = written;
		return written.key;
	}
}

/** Of the member whose claim came last: claims of one often follow each other. */
const latestOf = oncePer((_: PlanIndex): { keys: AccountKeys | null } => ({ keys: null }));

export function accountKeysOf(plan: PlanIndex, memberId: string, member: Member | undefined): AccountKeys {
	const latest = latestOf(plan);
	if (latest.keys?.areOf(memberId, member)) return latest.keys;
	const { family_id: family, group_id: group } = member ?? {};
	latest.keys = new AccountKeys({ member: memberId, family, group }, plan.slots);
	return latest.keys;
}
