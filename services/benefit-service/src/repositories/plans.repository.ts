import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { PlanDocument, PlanVersion } from '@claims-askes/contracts/plan-document';
import type { Plan } from '../domain/plan';

/** A plan with the version of the row that it was read from. */
export interface StoredPlan {
	readonly plan: Plan;
	readonly version: number;
}

/** What is written of a plan itself when it is drafted or published. */
export interface PlanRow {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	readonly product: string | null;
	readonly draft: PlanDocument | null;
}

export type PlansRepository = ReturnType<typeof plansRepository>;

export function plansRepository(sql: Sql) {
	const select = async (where: Fragment, rest: Fragment = sql``): Promise<StoredPlan[]> => {
		const rows = await sql<(Plan & { readonly version: number })[]>`
			select plan.id, plan.name, plan.currency, plan.product, plan.draft, plan.version,
				(select coalesce(jsonb_agg(jsonb_build_object('id', published.id, 'number', published.number,
						'effective_from', published.effective_from, 'hash', published.content_hash)
						order by published.number), '[]')
					from plan_versions as published where published.plan_id = plan.id) as versions
			from plans as plan where ${where} ${rest}`;
		return rows.map(({ version, ...plan }) => ({ plan, version }));
	};

	return {
		async find(id: string): Promise<StoredPlan | null> {
			const [found] = await select(sql`plan.id = ${id}`);
			return found ?? null;
		},

		findMany: (ids: readonly string[]): Promise<StoredPlan[]> => select(sql`plan.id = any(${ids}::text[])`),

		/** One more than asked for, by id. */
		list: (page: { readonly after: string | null; readonly limit: number }): Promise<StoredPlan[]> =>
			select(
				page.after === null ? sql`true` : sql`plan.id > ${page.after}`,
				sql`order by plan.id limit ${page.limit + 1}`,
			),

		async findVersion(planId: string, number: number): Promise<PlanVersion | null> {
			const [found] = await selectVersions(sql, sql`plan_id = ${planId} and number = ${number}`);
			return found ?? null;
		},

		findVersions: (ids: readonly string[]): Promise<PlanVersion[]> =>
			selectVersions(sql, sql`id = any(${ids}::uuid[])`),

		insertEffect: ({ id, name, currency, product, draft }: PlanRow): Fragment => sql`
			insert into plans (id, name, currency, product, draft)
			select ${id}, ${name}, ${currency}, ${product}, ${json(draft)}::text::jsonb from once`,

		/** Changes one row if it is still as it was read. */
		updateEffect: ({ id, name, currency, product, draft }: PlanRow, version: number): Fragment => sql`
			update plans set name = ${name}, currency = ${currency}, product = ${product}, draft = ${json(draft)}::text::jsonb,
				version = version + 1
			from once where id = ${id} and version = ${version}`,

		publishEffect: (published: PlanVersion, hash: string): Fragment => sql`
			insert into plan_versions (id, plan_id, number, effective_from, document, content_hash)
			select ${published.id}, ${published.plan_id}, ${Number(published.version)}, ${published.effective_from},
				${json(published.document)}::text::jsonb, ${hash} from once`,
	};
}

const json = (document: PlanDocument | null): string | null => (document ? JSON.stringify(document) : null);

async function selectVersions(sql: Sql, where: Fragment): Promise<PlanVersion[]> {
	return await sql<PlanVersion[]>`
		select id, plan_id, number::text as version, effective_from, document from plan_versions where ${where}`;
}
