import type { Extra } from '../claim';
import type { Cursor } from './cursor';
import { isObject, type Json, JsonNumber } from './json';

const MOST_TEXT = 20_000;
const PIECE = 5_000;
const MOST_PIECES = 200;

/**
 * All that a claim said and no field took, at the highest place that was left untouched. Numbers keep their digits
 * through `writeExact`; the generated narrative repeats the claim in HTML and is left out.
 */
export function gatherExtras(claim: Cursor): Extra[] {
	const { object, findings } = claim;
	const extras: Extra[] = [];
	if (!object) return extras;
	findings.take(object, 'resourceType');
	if (isObject(object.text) && object.text.status === 'generated') findings.take(object, 'text');
	gather(object, claim.path, claim, extras);
	return extras;
}

function gather(value: object, path: string, claim: Cursor, extras: Extra[]): void {
	for (const [key, child] of Object.entries(value) as [string, Json][]) {
		const place = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
		if (claim.findings.isTaken(value, Array.isArray(value) ? Number(key) : key)) continue;
		if (isTouched(child, claim)) gather(child, place, claim, extras);
		else keep(child, place, claim, extras);
	}
}

const isNested = (value: Json): value is Exclude<Json, string | boolean | null | JsonNumber> =>
	typeof value === 'object' && value !== null && !(value instanceof JsonNumber);

function isTouched(value: Json, claim: Cursor): value is Exclude<Json, string | boolean | null | JsonNumber> {
	if (!isNested(value)) return false;
	const isList = Array.isArray(value);
	return Object.entries(value).some(
		([key, child]: [string, Json]) =>
			claim.findings.isTaken(value, isList ? Number(key) : key) || isTouched(child, claim),
	);
}

function keep(value: Json, path: string, claim: Cursor, extras: Extra[]): void {
	const text = typeof value === 'string' ? value : writeExact(value);
	if (path.length > 200 || text.length > PIECE * MOST_PIECES) claim.findings.warn('EXTRA_TOO_LARGE', path);
	else extras.push({ path, value: text.length <= MOST_TEXT ? text : inPieces(text) });
}

const inPieces = (text: string): string[] =>
	Array.from({ length: Math.ceil(text.length / PIECE) }, (_, at) => text.slice(at * PIECE, (at + 1) * PIECE));

/** JSON again, every number as it was written. */
export function writeExact(value: Json): string {
	if (value instanceof JsonNumber) return value.text;
	if (Array.isArray(value)) return `[${value.map(writeExact).join(',')}]`;
	if (!isObject(value)) return JSON.stringify(value);
	const fields = Object.entries(value).map(([name, field]) => `${JSON.stringify(name)}:${writeExact(field)}`);
	return `{${fields.join(',')}}`;
}
