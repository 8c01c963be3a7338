import { arrayLiteral } from '@claims-askes/chassis/db/array-literal';
import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import { JsonText } from '@claims-askes/chassis/http/envelope';
import { isUuid } from '@claims-askes/kernel/uuid';
import type { Claim } from '../domain/claim';
import { CLAIM_NUMBER } from '../domain/claim-number';
import type { ClaimStatus } from '../domain/claim-status';
import type { OriginalClaim } from '../domain/correction';
import { amountOf, instantOf } from './columns';
import { CLAIM_COLUMNS } from './table-columns';
import type { ClaimHistoryRow, ClaimRow } from './tables';
import { firstIdOf } from './uuid-time';
import { visibleClaims } from './visibility';

/** A claim together with what was submitted. */
export interface StoredClaim {
	readonly claim: Claim;
	readonly content: unknown;
}

/** Every name but the two of a time and the status is a column's. */
export interface ClaimFilter {
	readonly status?: ClaimStatus | undefined;
	readonly received_from?: string | undefined;
	readonly received_to?: string | undefined;
	readonly batch_id?: string | undefined;
	readonly claim_number?: string | undefined;
	readonly submitter_claim_id?: string | undefined;
	readonly billing_npi?: string | undefined;
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
}

/** Named one by one: a statement prepared with `*` breaks when a migration adds a column beneath it. */
const COLUMNS = [...CLAIM_COLUMNS];

type ContentRow = ClaimRow & { readonly content: unknown };
type SubmissionRow = Pick<ClaimRow, 'id' | 'claim_number' | 'received_on' | 'replaces_id'> & {
	readonly content: string;
};
type ContentTextRow = ClaimRow & { readonly content: string };

export type ClaimsRepository = ReturnType<typeof claimsRepository>;

export function claimsRepository(sql: Sql) {
	return {
		/** By id or by claim number. */
		async find(reference: string, only: RowRule | null): Promise<Claim | null> {
			const [row] = await sql<ClaimRow[]>`
				select ${sql(COLUMNS)} from claims where ${named(sql, reference)} and ${visibleClaims(sql, only)}`;
			return row ? claimOf(row) : null;
		},

		async findWithContent(reference: string, only: RowRule | null): Promise<StoredClaim | null> {
			const [row] = await sql<ContentRow[]>`
				select ${sql(COLUMNS)}, content from claims join claim_contents on claim_id = id
				where ${named(sql, reference)} and ${visibleClaims(sql, only)}`;
			return row ? { claim: claimOf(row), content: row.content } : null;
		},

		/** Those of the ids that there are and that the caller may see, in no particular order; the content as JSON. */
		async findMany(
			ids: readonly string[],
			only: RowRule | null,
		): Promise<{ claim: Claim; content: string }[]> {
			const rows = await sql<ContentTextRow[]>`
				select ${sql(COLUMNS)}, content::text as content from claims join claim_contents on claim_id = id
				where id = any (${[...ids]}::uuid[]) and ${visibleClaims(sql, only)}`;
			return rows.map((row) => ({ claim: claimOf(row), content: row.content }));
		},

		/** What of these claims never changes, each as the JSON in which it is told; no content is read to be handed on. */
		async findSubmissions(ids: readonly string[], only: RowRule | null): Promise<JsonText[]> {
			const rows = await sql<SubmissionRow[]>`
				select id, claim_number, received_on, replaces_id, content::text as content
				from claims join claim_contents on claim_id = id
				where id = any (${arrayLiteral(ids)}::text::uuid[]) and ${visibleClaims(sql, only)}`;
			return rows.map(({ id, claim_number, received_on, replaces_id, content }) =>
				JsonText.object({ id, claim_number, received_on, replaces_id }).with('content', content),
			);
		},

		/** Newest first, from `after` on. */
		async list(
			filter: ClaimFilter,
			only: RowRule | null,
			{ after, limit }: { readonly after: string | null; readonly limit: number },
		): Promise<Claim[]> {
			const rows = await sql<ClaimRow[]>`
				select ${sql(COLUMNS)} from claims ${standingAt(sql, filter.status)}
				where ${visibleClaims(sql, only)} ${matching(sql, filter)} ${ofParties(sql, filter, only)} ${after ? sql`and id < ${after}` : sql``}
				order by id desc limit ${limit}`;
			return rows.map(claimOf);
		},

		/**
		 * The claims whose last move lies between these instants, the earlier one left out; null where they are more than so many.
		 * They are found by their moves, whose order in time is that of the table.
		 */
		async movedBetween(
			from: string,
			to: string,
			only: RowRule | null,
			most: number,
		): Promise<string[] | null> {
			const rows = await sql<{ id: string }[]>`
				select id from claims
				where id in (select claim_id from claim_history where at > ${from} and at <= ${to})
					and updated_at > ${from} and updated_at <= ${to} and ${visibleClaims(sql, only)}
				limit ${most + 1}`;
			return rows.length > most ? null : rows.map(({ id }) => id);
		},

		async history(claimId: string): Promise<ClaimHistoryRow[]> {
			const rows = await sql<ClaimHistoryRow[]>`
				select claim_id, seq, at, from_status, to_status, reason, event_id from claim_history
				where claim_id = ${claimId} order by seq`;
			return rows.map((row) => ({ ...row, at: instantOf(row.at) }));
		},

		/** The claims that corrections name, by claim number or, as FHIR refers to them, by id. */
		async findOriginals(
			names: readonly string[],
			only: RowRule | null,
		): Promise<ReadonlyMap<string, OriginalClaim>> {
			const ids = names.filter((name) => isUuid(name));
			const numbers = names.filter((name) => !isUuid(name));
			const where = (condition: Fragment) => sql<OriginalClaim[]>`
				select id, claim_number, status, version, family_key, billing_npi from claims
				where ${condition} and ${visibleClaims(sql, only)}`;
			const rows = [
				...(numbers.length > 0 ? await where(sql`claim_number = any (${numbers}::text[])`) : []),
				...(ids.length > 0 ? await where(sql`id = any (${ids}::uuid[])`) : []),
			];
			return new Map(rows.flatMap((row) => [[row.claim_number, row] as const, [row.id, row] as const]));
		},

		/** The claims that were imported under these identities before. */
		async findByIdentity(
			identities: readonly string[],
		): Promise<ReadonlyMap<string, Pick<ClaimRow, 'id' | 'claim_number'>>> {
			const rows = await sql<{ identity: string; id: string; claim_number: string }[]>`
				select identity, id, claim_number from claims where identity = any (${[...identities]}::text[])`;
			return new Map(rows.map(({ identity, ...claim }) => [identity, claim]));
		},
	};
}

const named = (sql: Sql, reference: string): Fragment =>
	CLAIM_NUMBER.test(reference) ? sql`claim_number = ${reference}` : sql`id = ${reference}::uuid`;

/** The status is looked up apart from the claims, which move without it being in any of their indexes. */
const standingAt = (sql: Sql, status: ClaimStatus | undefined): Fragment =>
	status === undefined
		? sql``
		: sql`join (select claim_id from claim_standings where status = ${status}) as standing on claim_id = id`;

/** Whose claims are looked for is looked up apart as well; the claim itself says whether it still is theirs. */
function ofParties(sql: Sql, filter: ClaimFilter, only: RowRule | null): Fragment {
	const parties = new Set(
		[filter.member_id, filter.provider_id, ...Object.values(only ?? {})].filter(isUuid),
	);
	return [...parties].reduce(
		(all, party) => sql`${all} and id in (select claim_id from claim_parties where party_id = ${party})`,
		sql``,
	);
}

function matching(sql: Sql, filter: ClaimFilter): Fragment {
	const { received_from, received_to, status: _, ...exact } = filter;
	const parts = Object.entries(exact).flatMap(([column, value]) =>
		value === undefined ? [] : [sql`and ${sql(column)} = ${value}`],
	);
	if (received_from)
		parts.push(sql`and received_on >= ${received_from} and id >= ${firstIdOf(received_from, -1)}`);
	if (received_to) parts.push(sql`and received_on <= ${received_to} and id < ${firstIdOf(received_to, 2)}`);
	return parts.reduce((all, part) => sql`${all} ${part}`, sql``);
}

/** Columns into what the business says; a column that nobody asked for stays here. */
function claimOf(row: ClaimRow): Claim {
	return {
		id: row.id,
		claim_number: row.claim_number,
		status: row.status,
		version: row.version,
		family_key: row.family_key,
		submitter_claim_id: row.submitter_claim_id,
		type: row.type,
		use: row.use,
		frequency_code: row.frequency_code,
		currency: row.currency,
		total_charge: amountOf(row.total_charge, row.currency),
		billing_npi: row.billing_npi,
		service_from: row.service_from,
		service_to: row.service_to,
		received_at: instantOf(row.received_at),
		received_on: row.received_on,
		batch_id: row.batch_id,
		replaces_id: row.replaces_id,
		replaced_by_id: row.replaced_by_id,
		decision_id: row.decision_id,
		member_id: row.member_id,
		provider_id: row.provider_id,
		paid: row.paid === null ? null : amountOf(row.paid, row.currency),
		warnings: row.warnings ?? [],
		updated_at: instantOf(row.updated_at),
	};
}
