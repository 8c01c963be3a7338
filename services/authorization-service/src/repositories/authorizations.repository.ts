import type { Fragment, Sql } from '@claims-askes/chassis/db/connect';
import type { RowRule } from '@claims-askes/chassis/http/caller';
import { decimalsOf } from '@claims-askes/kernel/currency';
import { formatAmount, type Minor, parseAmount } from '@claims-askes/kernel/money';
import type { Authorization, AuthorizationStatus, Terms } from '../domain/authorization';
import type { Consumption } from '../domain/consumption';
import type { Letter } from '../domain/letter';

/** An authorization with the version of the row that it was read from, and how many letters went out for it. */
export interface StoredAuthorization {
	readonly authorization: Authorization;
	readonly version: number;
	readonly letters: number;
}

export interface AuthorizationFilter {
	readonly member_id?: string | undefined;
	readonly provider_id?: string | undefined;
	readonly status?: AuthorizationStatus | undefined;
}

export interface AuthorizationKeys {
	readonly ids?: readonly string[] | undefined;
	readonly numbers?: readonly string[] | undefined;
	readonly member_ids?: readonly string[] | undefined;
}

interface TermsRow {
	readonly valid_from: string;
	readonly valid_to: string;
	readonly benefits: readonly string[];
	readonly amount: string | null;
}

interface AuthorizationRow extends Omit<Authorization, keyof Terms>, TermsRow {
	readonly version: number;
	readonly letters: number;
}

interface LetterRow extends Pick<Letter, 'authorization_id' | 'revision' | 'issued_at'>, TermsRow {}

export type AuthorizationsRepository = ReturnType<typeof authorizationsRepository>;

export function authorizationsRepository(sql: Sql) {
	const select = (where: Fragment, rest: Fragment = sql``) => sql<AuthorizationRow[]>`
		select a.id, a.number, a.member_id, a.provider_id, a.status, a.valid_from, a.valid_to, a.benefits, a.codes,
			a.currency, a.amount, a.reason, a.version, ${instant(sql, 'requested_at')}, ${instant(sql, 'decided_at')},
			(select count(*)::integer from letters where authorization_id = a.id) as letters
		from authorizations as a where ${where} ${rest}`;

	return {
		/** Counts up over all years, so that no two authorizations share the digits that people read out. */
		async nextNumber(): Promise<number> {
			const [row] = await sql<{ next: string }[]>`select nextval('authorization_numbers') as next`;
			return Number(row?.next);
		},

		async find(id: string, only: RowRule | null): Promise<StoredAuthorization | null> {
			const [row] = await select(sql`a.id = ${id} and ${visibleTo(sql, only)}`);
			return row ? stored(row) : null;
		},

		async findBy(keys: AuthorizationKeys, only: RowRule | null): Promise<Authorization[]> {
			const { ids = [], numbers = [], member_ids = [] } = keys;
			const rows = await select(
				sql`(a.id = any(${[...ids]}::uuid[]) or a.number = any(${[...numbers]}::text[])
					or a.member_id = any(${[...member_ids]}::uuid[])) and ${visibleTo(sql, only)}`,
			);
			return rows.map((row) => stored(row).authorization);
		},

		/** One row more than asked for, newest first. */
		async list(
			filter: AuthorizationFilter,
			page: { readonly before: string | null; readonly limit: number },
			only: RowRule | null,
		): Promise<Authorization[]> {
			const { member_id, provider_id, status } = filter;
			const rows = await select(
				sql`${visibleTo(sql, only)}
					${member_id ? sql`and a.member_id = ${member_id}` : sql``}
					${provider_id ? sql`and a.provider_id = ${provider_id}` : sql``}
					${status ? sql`and a.status = ${status}` : sql``}
					${page.before === null ? sql`` : sql`and a.id < ${page.before}`}`,
				sql`order by a.id desc limit ${page.limit + 1}`,
			);
			return rows.map((row) => stored(row).authorization);
		},

		/** Newest first. */
		async lettersOf({ id, currency }: Authorization): Promise<Letter[]> {
			const rows = await sql<LetterRow[]>`
				select l.authorization_id, l.revision, ${instant(sql, 'issued_at')}, l.valid_from, l.valid_to, l.benefits,
					l.amount
				from letters as l where l.authorization_id = ${id} order by l.revision desc`;
			return rows.map(({ valid_from, valid_to, amount, ...row }) => ({
				...row,
				from: valid_from,
				to: valid_to,
				amount: amountOf(amount, currency),
			}));
		},

		async consumptionsOf({ id, currency }: Authorization): Promise<Consumption[]> {
			const rows = await sql<(Omit<Consumption, 'amount'> & { amount: string })[]>`
				select authorization_id, claim_id, amount, version, ${instant(sql, 'recorded_at')}
				from consumptions where authorization_id = ${id} order by claim_id`;
			return rows.map((row) => ({ ...row, amount: parseAmount(row.amount, decimalsOf(currency)) }));
		},
	};
}

/** The write that stores a new authorization. */
export const insertAuthorization = (sql: Sql, a: Authorization): Fragment =>
	sql`insert into authorizations (id, number, member_id, provider_id, status, valid_from, valid_to, benefits, codes,
			currency, amount, requested_at)
		select ${a.id}::uuid, ${a.number}, ${a.member_id}::uuid, ${a.provider_id}::uuid, ${a.status}, ${a.from}::date,
			${a.to}::date, ${[...a.benefits]}::text[], ${JSON.stringify(a.codes)}::text::jsonb, ${a.currency},
			${written(a.amount, a.currency)}::numeric, ${a.requested_at}::timestamptz
		from once`;

/** The write that stores a decision, where the row is still the one that was read. */
export const updateAuthorization = (sql: Sql, a: Authorization, version: number): Fragment =>
	sql`update authorizations set (status, valid_from, valid_to, benefits, amount, reason, decided_at, version) =
			(${a.status}, ${a.from}::date, ${a.to}::date, ${[...a.benefits]}::text[],
			${written(a.amount, a.currency)}::numeric, ${a.reason}, ${a.decided_at}::timestamptz, ${version + 1}::integer)
		from once where id = ${a.id}::uuid and version = ${version}::integer`;

export const insertLetter = (sql: Sql, letter: Letter, currency: string): Fragment =>
	sql`insert into letters (authorization_id, revision, issued_at, valid_from, valid_to, benefits, amount)
		select ${letter.authorization_id}::uuid, ${letter.revision}::integer, ${letter.issued_at}::timestamptz,
			${letter.from}::date, ${letter.to}::date, ${[...letter.benefits]}::text[],
			${written(letter.amount, currency)}::numeric
		from once`;

/** The write that states what a claim uses now; a row is touched only where that changes something. */
export const putConsumption = (sql: Sql, used: Consumption, currency: string): Fragment =>
	sql`insert into consumptions (authorization_id, claim_id, amount, recorded_at, version)
		select ${used.authorization_id}::uuid, ${used.claim_id}::uuid, ${written(used.amount, currency)}::numeric,
			${used.recorded_at}::timestamptz, ${used.version}::integer
		from once
		on conflict (authorization_id, claim_id) do update
			set (amount, recorded_at, version) = (excluded.amount, excluded.recorded_at, excluded.version)
			where consumptions.version <= excluded.version
				and (consumptions.amount, consumptions.version) <> (excluded.amount, excluded.version)`;

/** A member's token sees that member's authorizations, a provider's its own; no other restricted token sees any. */
function visibleTo(sql: Sql, only: RowRule | null): Fragment {
	if (only === null) return sql`true`;
	if ('member_id' in only) return sql`a.member_id = ${only.member_id}`;
	if ('provider_id' in only) return sql`a.provider_id = ${only.provider_id}`;
	return sql`false`;
}

const instant = (sql: Sql, column: string): Fragment =>
	sql`to_char(${sql(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${sql(column)}`;

const amountOf = (amount: string | null, currency: string): Minor | null =>
	amount === null ? null : parseAmount(amount, decimalsOf(currency));

const written = (amount: Minor | null, currency: string): string | null =>
	amount === null ? null : formatAmount(amount, decimalsOf(currency));

function stored({ version, letters, valid_from, valid_to, amount, ...row }: AuthorizationRow) {
	const terms = { from: valid_from, to: valid_to, amount: amountOf(amount, row.currency) };
	return { authorization: { ...row, ...terms }, version, letters };
}
