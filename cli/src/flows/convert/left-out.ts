import type { CanonicalClaim } from '@claims-askes/sdk/claim';
import { INPUT_PROBLEMS, type InputProblem } from '../reading/problem';

/** What claims say and a format has no place for, field by field: told once, when the file is whole. */
export class LeftOut {
	readonly #claims = new Map<string, number>();
	#isWhole = false;

	add(fields: Iterable<string>): void {
		for (const field of new Set(fields)) this.#claims.set(field, (this.#claims.get(field) ?? 0) + 1);
	}

	close(): void {
		this.#isWhole = true;
	}

	take(): InputProblem[] {
		if (!this.#isWhole || this.#claims.size === 0) return [];
		const fields = [...this.#claims].map(([field, claims]) => `${field} (${claims})`).join(', ');
		this.#claims.clear();
		const message = `${INPUT_PROBLEMS.FIELDS_LEFT_OUT}: ${fields}`;
		return [{ code: 'FIELDS_LEFT_OUT', level: 'warning', message }];
	}
}

/** Whatever a claim's own format said and the canonical claim has no field for. */
export const keptBeside = ({ source }: CanonicalClaim): string[] =>
	source.extras?.length ? ['source.extras'] : [];

/** The fields of a claim that no column of a table says, each at the highest place of which nothing is said. */
export function fieldsBeside(columns: readonly string[], claim: CanonicalClaim): string[] {
	const { source: _, lines, ...facts } = claim;
	const beside = (part: object, owner = ''): string[] =>
		Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
			const path = owner + name;
			const isNothing = value === undefined || (Array.isArray(value) && value.length === 0);
			if (isNothing || columns.includes(path)) return [];
			const isSaidInPart = columns.some((column) => column.startsWith(`${path}.`));
			return isSaidInPart ? beside(value as object, `${path}.`) : [path];
		});
	return [...beside(facts), ...lines.flatMap((line) => beside(line, 'lines.')), ...keptBeside(claim)];
}
