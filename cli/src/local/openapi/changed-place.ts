import type { OpenApiDocument, Parameter } from './document';

export type Side = 'request' | 'answer';

/** Where something changed, in a reader's words, and which part of OpenAPI or JSON Schema it is. */
export interface ChangedPlace {
	/** As `GET /api/v1/claims/{id}`. */
	readonly operation: string;
	readonly side: Side;
	/** As `answer 200 data[].status`; empty for the operation as a whole. */
	readonly place: string;
	/** As `maxLength`, `property` or `enum entry`. */
	readonly part: string;
}

type Segments = readonly (string | number)[];

/** Reads the path of a difference below `paths`, in both documents merged. */
export function changedPlace(path: Segments, merged: OpenApiDocument): ChangedPlace {
	const [, address = '', method = '', section, ...rest] = path.map(String);
	const operation = `${method.toUpperCase()} ${address}`.trim();
	const at = (side: Side, place: string, part: string): ChangedPlace => ({ operation, side, place, part });
	switch (section) {
		case undefined:
			return at('request', '', 'operation');
		case 'parameters': {
			const [index, ...below] = rest;
			if (index === undefined) return at('request', '', 'parameters');
			const place = parameterWords(merged.paths?.[address]?.[method]?.parameters?.[Number(index)]);
			if (below.length === 0) return at('request', '', 'parameter');
			return { ...at('request', place, below[0] ?? ''), ...schemaPlace(place, below) };
		}
		case 'requestBody':
			return { ...at('request', 'body', rest.at(-1) ?? 'body'), ...contentPlace('body', rest) };
		case 'responses': {
			const [status, ...below] = rest;
			const place = `answer ${status}`;
			if (status === undefined) return at('answer', '', 'answers');
			if (below.length === 0) return at('answer', place, 'answer');
			return { ...at('answer', place, below.at(-1) ?? ''), ...contentPlace(place, below) };
		}
		default:
			return at('request', '', section);
	}
}

export const parameterWords = ({ in: where = '', name, $ref }: Parameter = {}): string =>
	`${where} ${name ?? $ref?.split('/').at(-1) ?? 'parameter'}`.trim();

type Below = Pick<ChangedPlace, 'place' | 'part'>;

function contentPlace(place: string, path: Segments): Below | null {
	const [content, mediaType, ...below] = path;
	if (content === 'headers') {
		if (mediaType === undefined) return { place, part: 'headers' };
		const header = `${place} header ${mediaType}`;
		return below.length === 0 ? { place: header, part: 'header' } : schemaPlace(header, below);
	}
	if (content !== 'content') return null;
	if (mediaType === undefined) return { place, part: 'contents' };
	if (below.length === 0) return { place: `${place} ${mediaType}`, part: 'media type' };
	return schemaPlace(place, below);
}

/** Walks from a schema to what changed in it: `data[].status` of `properties/data/items/properties/status`. */
function schemaPlace(start: string, path: Segments): Below | null {
	const [schema, ...below] = path;
	if (schema !== 'schema') return null;
	const words = [start];
	let field = '';
	for (let at = 0; at < below.length; at++) {
		const keyword = String(below[at]);
		const isLast = at === below.length - 1;
		const placed = (part: string): Below => ({ place: [...words, field].filter(Boolean).join(' '), part });
		switch (keyword) {
			case 'properties':
				if (isLast) return placed('properties');
				field += `${field && '.'}${below[++at]}`;
				if (at === below.length - 1) return placed('property');
				break;
			case 'items':
			case 'additionalProperties':
				if (isLast) return placed(keyword);
				field += keyword === 'items' ? '[]' : '.*';
				break;
			case 'anyOf':
			case 'oneOf':
			case 'allOf':
				if (isLast) return placed(keyword);
				if (++at === below.length - 1) return placed(`${keyword} entry`);
				break;
			case 'prefixItems':
				if (isLast || ++at === below.length - 1) return placed(keyword);
				field += `[${below[at]}]`;
				break;
			case 'enum':
			case 'required':
				return placed(isLast ? keyword : `${keyword} entry`);
			default:
				return placed(keyword);
		}
	}
	return { place: [...words, field].filter(Boolean).join(' '), part: 'schema' };
}
