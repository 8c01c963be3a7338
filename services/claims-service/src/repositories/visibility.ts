import type { Fragment, Queryable } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';

/** The claims that a token may see. Nothing here knows a member's group, so a group's token sees none. */
export function visibleClaims(sql: Queryable, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	if ('member_id' in only) return sql`claims.member_id = ${only.member_id}`;
	if ('provider_id' in only) return sql`claims.provider_id = ${only.provider_id}`;
	return sql`false`;
}
