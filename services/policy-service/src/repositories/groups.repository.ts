import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { PageBefore } from '@claims-askes/chassis/http/paging';
import type { Group } from '../domain/group';

/** A group with the version of the row that it was read from. */
export interface StoredGroup {
	readonly group: Group;
	readonly version: number;
}

export type GroupsRepository = ReturnType<typeof groupsRepository>;

export function groupsRepository(sql: Sql) {
	const select = async (where: Fragment, rest: Fragment = sql``): Promise<StoredGroup[]> => {
		const rows = await sql<(Group & { readonly version: number })[]>`
			select id, number, name, version from groups where ${where} ${rest}`;
		return rows.map(({ version, ...group }) => ({ group, version }));
	};

	return {
		async find(id: string, only: RowRule | null): Promise<StoredGroup | null> {
			const [found] = await select(sql`id = ${id} and ${visibleTo(sql, only)}`);
			return found ?? null;
		},

		findByIds: (ids: readonly string[], only: RowRule | null): Promise<StoredGroup[]> =>
			select(sql`id = any(${ids}::uuid[]) and ${visibleTo(sql, only)}`),

		findByNumbers: (numbers: readonly string[]): Promise<StoredGroup[]> =>
			select(sql`number = any(${numbers}::text[])`),

		/** One more than asked for, newest first. */
		list: (
			{ number }: { readonly number?: string | undefined },
			page: PageBefore,
			only: RowRule | null,
		): Promise<StoredGroup[]> =>
			select(
				sql`${visibleTo(sql, only)} ${number ? sql`and number = ${number}` : sql``}
					${page.before === null ? sql`` : sql`and id < ${page.before}`}`,
				sql`order by id desc limit ${page.limit + 1}`,
			),
	};
}

/** A group's token sees that group; no other restricted token sees any. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	return 'group_id' in only ? sql`id = ${only.group_id}` : sql`false`;
}
