import { writeExact } from './extras';
import { type Json, JsonNumber } from './json';

/** A resource on its way out, fields without a value included. */
export type Draft = Record<string, unknown>;

export const coding = (system: string, code: string | undefined, display?: string) =>
	code === undefined ? undefined : { coding: [{ system, code, display }] };

export const money = (amount: string, currency: string) => ({ value: new JsonNumber(amount), currency });

/** Whom a resource speaks of, contained in it, so that it can stand alone. */
export class Contained {
	readonly resources: Draft[] = [];

	refer(resource: Draft): { reference: string } {
		const id = `r${this.resources.length + 1}`;
		this.resources.push({ ...resource, id });
		return { reference: `#${id}` };
	}
}

export const writeDraft = (draft: Draft): string => writeExact(toJson(draft) ?? {});

/** Without what has no value: FHIR knows neither null nor empty lists nor empty objects. */
function toJson(value: unknown): Json | undefined {
	if (typeof value === 'number') return new JsonNumber(String(value));
	if (typeof value === 'string' || typeof value === 'boolean' || value instanceof JsonNumber) return value;
	if (typeof value !== 'object' || value === null) return undefined;
	if (Array.isArray(value)) {
		const items = value.map(toJson).filter((item) => item !== undefined);
		return items.length > 0 ? items : undefined;
	}
	const fields = Object.entries(value).flatMap(([name, field]) => {
		const json = toJson(field);
		return json === undefined ? [] : [[name, json] as const];
	});
	return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
