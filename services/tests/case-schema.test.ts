import { describe, expect, test } from 'bun:test';
import { CaseError, parseCase } from '@claims-askes/engine';
import { caseSchema } from '@claims-askes/engine/case/case-schema';
import { z } from 'zod';
import { publishedSchemas } from '../published-schemas';

const EXAMPLES = new URL('../../examples/cases/', import.meta.url).pathname;
const published = publishedSchemas()['case.schema.json'];
const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(published)));
const examples = [...new Bun.Glob('*.json').scanSync(EXAMPLES)].sort();
const read = (file: string): Promise<Json> => Bun.file(EXAMPLES + file).json();

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What JSON Schema cannot say: how parts of a document have to fit together. */
const BEYOND_A_SCHEMA = new Set([
	'SPAN_INVERTED',
	'CONTRADICTION',
	'CONTRACTS_OVERLAP',
	'UNKNOWN_LINE',
	'UNKNOWN_CLAIM',
	'RULE_NOT_SWITCHABLE',
	'LIMIT_ID_TWICE',
	'LIMIT_DIFFERS',
	'BASE_NOT_PRICED',
	'PARTS_DO_NOT_ADD_UP',
]);

function isShapely(document: Json): boolean {
	try {
		parseCase(document);
		return true;
	} catch (error) {
		if (!(error instanceof CaseError)) throw error;
		return error.problems.every(({ code }) => BEYOND_A_SCHEMA.has(code));
	}
}

test('the published schema is the one that the engine checks by', async () => {
	const file = Bun.file(new URL('../../openapi/case.schema.json', import.meta.url).pathname);
	expect(await file.json()).toEqual(JSON.parse(JSON.stringify(caseSchema())));
});

describe('every published example', () => {
	test.each(examples)('%s fits the published schema', async (file) => {
		expect(schema.safeParse(await read(file)).error?.issues).toBeUndefined();
	});
});

/** A document once for each way of spoiling one of its fields. */
function* spoiled(
	document: Json,
	whole = document,
	path: readonly (string | number)[] = [],
): Generator<Json> {
	if (path[0] === 'expected') return;
	if (Array.isArray(document)) {
		yield change(whole, path, 'no list');
		for (const [at, entry] of document.entries()) yield* spoiled(entry, whole, [...path, at]);
	} else if (typeof document === 'object' && document !== null) {
		yield change(whole, path, 7);
		yield change(whole, [...path, 'surprise'], 1);
		for (const [key, value] of Object.entries(document)) {
			yield change(whole, [...path, key], undefined);
			yield change(whole, [...path, key], null);
			yield* spoiled(value, whole, [...path, key]);
		}
	} else if (typeof document === 'number') {
		for (const value of [-1, 0.5, 1e15, '12']) yield change(whole, path, value);
	} else {
		for (const value of ['', 'x'.repeat(201), 7, true, '2026-02-30']) yield change(whole, path, value);
	}
}

function change(document: Json, [key, ...rest]: readonly (string | number)[], value: Json | undefined): Json {
	if (key === undefined) return value ?? null;
	const copy: Record<string | number, Json> = Array.isArray(document)
		? ([...document] as never)
		: { ...(document as object) };
	const changed = rest.length === 0 ? value : change(copy[key] ?? null, rest, value);
	if (changed === undefined) delete copy[key];
	else copy[key] = changed;
	return copy as Json;
}

test('schema and engine agree on thousands of documents that somebody spoiled', async () => {
	const seen = { taken: 0, refused: 0 };
	for (const file of examples) {
		for (const document of spoiled(await read(file))) {
			const isTaken = schema.safeParse(document).success;
			seen[isTaken ? 'taken' : 'refused']++;
			if (isTaken !== isShapely(document))
				expect({ file, isTaken, document }).toEqual({ file, isTaken: !isTaken, document });
		}
	}
	expect(seen.taken).toBeGreaterThan(1_000);
	expect(seen.refused).toBeGreaterThan(1_000);
});
