import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { Template } from '../domain/template';

export type TemplatesRepository = ReturnType<typeof templatesRepository>;

export function templatesRepository(sql: Sql) {
	const columns = sql`topic, locale, version, subject, body,
		to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as published_at`;
	return {
		/** All versions, the newest of each topic and language first. */
		async list(): Promise<Template[]> {
			return sql<Template[]>`select ${columns} from templates order by topic, locale, version desc`;
		},
		/** The newest version of each topic and language. */
		async current(): Promise<Template[]> {
			return sql<Template[]>`
				select distinct on (topic, locale) ${columns} from templates order by topic, locale, version desc`;
		},
	};
}

export const insertTemplate = (sql: Sql, t: Template): Fragment =>
	sql`insert into templates (topic, locale, version, subject, body, published_at)
		select ${t.topic}, ${t.locale}, ${t.version}::integer, ${t.subject}, ${t.body}, ${t.published_at}::timestamptz
		from once`;
