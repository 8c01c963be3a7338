import type { Sql } from '@claims-askes/chassis/db/connect';

export interface Code {
	readonly system: string;
	readonly code: string;
}

export interface CodeSets {
	/** Answers which of these codes are wrong: their system is loaded and has never had them. */
	lookUp(codes: readonly Code[]): Promise<(code: Code) => boolean>;
}

const REMEMBER_MS = 60_000;
const REMEMBERED_CODES = 50_000;

/** What is known of the shared code sets for a minute: they are loaded seldom, and every claim asks. */
interface Memory {
	readonly loaded: ReadonlySet<string>;
	readonly isKnown: Map<string, boolean>;
	readonly until: number;
}

const keyOf = ({ system, code }: Code): string => `${system} ${code}`;

/** Looks codes up in `common`. A system that is not loaded has nothing to say, and its codes pass. */
export function codeSets(sql: Sql, now: () => Date): CodeSets {
	let memory: Promise<Memory> | null = null;

	async function recall(): Promise<Memory> {
		const known = await memory;
		if (known && known.until > now().getTime() && known.isKnown.size < REMEMBERED_CODES) return known;
		memory = learn();
		memory.catch(() => {
			memory = null;
		});
		return memory;
	}

	async function learn(): Promise<Memory> {
		const systems = await sql<{ system: string }[]>`select system from common.code_systems`;
		return {
			loaded: new Set(systems.map(({ system }) => system)),
			isKnown: new Map(),
			until: now().getTime() + REMEMBER_MS,
		};
	}

	async function ask({ isKnown }: Memory, asked: readonly Code[]): Promise<void> {
		const found = await sql<Code[]>`
			select distinct system, code from common.codes
			join unnest(${asked.map(({ system }) => system)}::text[], ${asked.map(({ code }) => code)}::text[])
				as asked (system, code) using (system, code)`;
		for (const code of asked) isKnown.set(keyOf(code), false);
		for (const code of found) isKnown.set(keyOf(code), true);
	}

	return {
		async lookUp(codes) {
			const current = await recall();
			const asked = codes.filter(
				(code) => current.loaded.has(code.system) && !current.isKnown.has(keyOf(code)),
			);
			if (asked.length > 0) await ask(current, asked);
			return (code) => current.isKnown.get(keyOf(code)) ?? true;
		},
	};
}
