import type { NamedEffect } from '@claims-askes/chassis/db/bulk-effect';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import type { ContractFacts } from '@claims-askes/contracts/provider-facts';
import { insertContracts, type PublishedContract } from './provider-effects';

/** When a contract holds: until the last day of its terms, or an earlier one on which it was ended. */
export interface ContractSpan {
	readonly provider_id: string;
	readonly from: string;
	readonly to: string | null;
}

export interface ContractEnding {
	readonly last_day: string;
	readonly reason: string;
	readonly recorded_at: string;
}

export type ContractsRepository = ReturnType<typeof contractsRepository>;

export function contractsRepository(sql: Sql) {
	return {
		async findByIds(ids: readonly string[], only: RowRule | null): Promise<ContractFacts[]> {
			return await sql<ContractFacts[]>`
				select id, provider_id, terms from contracts
				where id = any(${ids}::uuid[]) and ${visibleTo(sql, only)}`;
		},

		async findSpan(id: string): Promise<ContractSpan | null> {
			const [span] = await sql<ContractSpan[]>`
				select provider_id, valid_from as "from", valid_to as "to" from contracts where id = ${id}`;
			return span ?? null;
		},

		/** For `commit`; `contract_ended` is one row if the contract still had the last day that was read. */
		endEffects(id: string, { to }: ContractSpan, end: ContractEnding): NamedEffect[] {
			return [
				[
					'contract_ended',
					sql`update contracts set valid_to = ${end.last_day} from once
						where id = ${id} and valid_to is not distinct from ${to}::date`,
				],
				[
					'end_recorded',
					sql`insert into contract_ends (contract_id, last_day, reason, recorded_at)
						select ${id}, ${end.last_day}, ${end.reason}, ${end.recorded_at} from once`,
				],
			];
		},

		/** The same, with the one that comes in its place: written after it, for both may not hold on one day. */
		replaceEffects(
			id: string,
			span: ContractSpan,
			end: ContractEnding,
			published: PublishedContract,
		): NamedEffect[] {
			return [
				...this.endEffects(id, span, end),
				[
					'contracts_published',
					sql`${insertContracts(sql, JSON.stringify([published]))} cross join contract_ended`,
				],
			];
		},
	};
}

/** Prices are between the payer and the provider. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	return 'provider_id' in only ? sql`provider_id = ${only.provider_id}` : sql`false`;
}
