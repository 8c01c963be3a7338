import type { Sql } from '@claims-askes/chassis/db/connect';

/** What the issuer has to remember of a login: OAuth's own records, of which we know only where they lie. */
export interface Artifact {
	readonly kind: string;
	readonly id: string;
	readonly payload: Readonly<Record<string, unknown>>;
	readonly grantId: string | null;
	readonly userCode: string | null;
	readonly uid: string | null;
	readonly expiresAt: Date | null;
}

export type ArtifactsRepository = ReturnType<typeof artifactsRepository>;

export function artifactsRepository(sql: Sql) {
	return {
		async put({ kind, id, payload, grantId, userCode, uid, expiresAt }: Artifact): Promise<void> {
			await sql`
				insert into artifacts (kind, id, payload, grant_id, user_code, uid, expires_at)
				values (${kind}, ${id}, ${JSON.stringify(payload)}::text::jsonb, ${grantId}, ${userCode}, ${uid},
					${expiresAt?.toISOString() ?? null}::timestamptz)
				on conflict (kind, id) do update set payload = excluded.payload, grant_id = excluded.grant_id,
					user_code = excluded.user_code, uid = excluded.uid, expires_at = excluded.expires_at`;
		},

		async find(
			kind: string,
			by: 'id' | 'user_code' | 'uid',
			value: string,
		): Promise<Artifact['payload'] | null> {
			const [row] = await sql<{ payload: Artifact['payload'] }[]>`
				select payload from artifacts where kind = ${kind} and ${sql(by)} = ${value}
					and (expires_at is null or expires_at > now())`;
			return row?.payload ?? null;
		},

		/** Notes when a code or token was used, so that a second use can be told from the first. */
		async markConsumed(kind: string, id: string, at: Date): Promise<void> {
			const seconds = Math.floor(at.getTime() / 1000);
			await sql`update artifacts set payload = payload || jsonb_build_object('consumed', ${seconds}::int)
				where kind = ${kind} and id = ${id}`;
		},

		async remove(kind: string, id: string): Promise<void> {
			await sql`delete from artifacts where kind = ${kind} and id = ${id}`;
		},

		async removeOfGrant(grantId: string): Promise<void> {
			await sql`delete from artifacts where grant_id = ${grantId}`;
		},

		async removeExpired(): Promise<number> {
			const { count } = await sql`delete from artifacts where expires_at < now()`;
			return count;
		},
	};
}
