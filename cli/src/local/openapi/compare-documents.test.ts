import { expect, test } from 'bun:test';
import { compareDocuments } from './compare-documents';

/** A small API with one thing that is written and read. */
const anApi = () => ({
	openapi: '3.1.1',
	info: { title: 'Teas', version: '1' },
	paths: {
		'/teas': {
			get: {
				summary: 'List teas',
				security: [{ bearer: ['teas:read'] }],
				parameters: [
					{ name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 500 } },
					{ name: 'kind', in: 'query', required: false, schema: { enum: ['green', 'black'] } },
				],
				responses: { 200: jsonOf({ type: 'array', items: { $ref: '#/components/schemas/Tea' } }) },
			},
			post: {
				security: [{ bearer: ['teas:write'] }],
				requestBody: { required: true, ...jsonOf({ $ref: '#/components/schemas/NewTea' }) },
				responses: { 201: jsonOf({ $ref: '#/components/schemas/Tea' }) },
			},
		},
	} as Record<string, Record<string, Record<string, unknown>>>,
	components: {
		schemas: {
			NewTea: {
				type: 'object',
				properties: {
					name: { type: 'string', maxLength: 60 } as object,
					kind: { enum: ['green', 'black'] } as object,
					grams: { type: 'integer' } as object,
				} as Record<string, object>,
				required: ['name'],
				additionalProperties: false as boolean,
			},
			Tea: {
				type: 'object',
				properties: {
					id: { type: 'string' } as object,
					kind: { enum: ['green', 'black'] } as object,
					note: { anyOf: [{ type: 'string' }, { type: 'null' }] } as object,
				} as Record<string, object>,
				required: ['id', 'kind'],
			},
		},
	},
});
const jsonOf = (schema: object) => ({ description: 'Done', content: { 'application/json': { schema } } });

type Api = ReturnType<typeof anApi>;
type Row = readonly [what: string, change: (api: Api) => void, level: string, told: string];

const teas = (api: Api) => api.paths['/teas'] ?? {};
const tea = (api: Api) => api.components.schemas.Tea;
const newTea = (api: Api) => api.components.schemas.NewTea;
const list = (api: Api) => teas(api).get as { parameters: object[]; security: object[]; responses: object };
const answers = (api: Api) => teas(api).post?.responses as Record<string, object>;

const ROWS: readonly Row[] = [
	['a path is gone', (api) => delete api.paths['/teas'], 'breaking', 'POST /teas is gone'],
	['an operation is gone', (api) => delete teas(api).get, 'breaking', 'GET /teas is gone'],
	[
		'a path is new',
		(api) => {
			api.paths['/cups'] = { get: { responses: { 200: jsonOf({}) } } };
		},
		'additive',
		'GET /cups is new',
	],
	[
		'an answered field is gone',
		(api) => {
			delete tea(api).properties.kind;
			tea(api).required.pop();
		},
		'breaking',
		'POST /teas answer 201 kind is gone',
	],
	[
		'an answered field may be missing',
		(api) => tea(api).required.pop(),
		'breaking',
		'POST /teas answer 201 kind is no longer required',
	],
	[
		'an answered field is new',
		(api) => {
			tea(api).properties.price = { type: 'string' };
			tea(api).required.push('price');
		},
		'additive',
		'GET /teas answer 200 [].price is new',
	],
	[
		'an answered field has another type',
		(api) => {
			tea(api).properties.id = { type: 'integer' };
		},
		'breaking',
		'POST /teas answer 201 id type: "string" → "integer"',
	],
	[
		'an answered field may be null',
		(api) => {
			tea(api).properties.id = { anyOf: [{ type: 'string' }, { type: 'null' }] };
		},
		'breaking',
		'POST /teas answer 201 id may also be {"type":"null"}',
	],
	[
		'an answered field is never null',
		(api) => {
			tea(api).properties.note = { type: 'string' };
		},
		'additive',
		'POST /teas answer 201 note is never {"type":"null"} any more',
	],
	[
		'an answer has one more word',
		(api) => {
			tea(api).properties.kind = { enum: ['green', 'black', 'white'] };
		},
		'warning',
		'POST /teas answer 201 kind may also be "white"',
	],
	[
		'an answer has another status',
		(api) => {
			answers(api)[202] = answers(api)[201] ?? {};
			delete answers(api)[201];
		},
		'breaking',
		'POST /teas answer 201 is gone',
	],
	[
		'an answer has one more status',
		(api) => {
			answers(api)[200] = jsonOf({});
		},
		'warning',
		'POST /teas answer 200 is new',
	],
	[
		'an answer has nothing in it any more',
		(api) => {
			answers(api)[201] = { description: 'Done' };
		},
		'breaking',
		'POST /teas answer 201 contents are gone',
	],
	[
		'a new field has to be sent',
		(api) => {
			newTea(api).properties.origin = { type: 'string' };
			newTea(api).required.push('origin');
		},
		'breaking',
		'POST /teas body origin is required',
	],
	[
		'a field that could be sent has to be',
		(api) => newTea(api).required.push('kind'),
		'breaking',
		'POST /teas body kind is required',
	],
	[
		'a new field may be sent',
		(api) => {
			newTea(api).properties.origin = { type: 'string' };
		},
		'additive',
		'POST /teas body origin is new',
	],
	[
		'a field may no longer be sent',
		(api) => delete newTea(api).properties.grams,
		'breaking',
		'POST /teas body grams is gone',
	],
	[
		'fewer words may be sent',
		(api) => {
			newTea(api).properties.kind = { enum: ['green'] };
		},
		'breaking',
		'POST /teas body kind is never "black" any more',
	],
	[
		'only some words may be sent',
		(api) => {
			newTea(api).properties.name = { type: 'string', maxLength: 60, enum: ['Sencha', 'Assam'] };
		},
		'breaking',
		'POST /teas body name enum: ["Sencha","Assam"]',
	],
	[
		'any word may be sent',
		(api) => {
			newTea(api).properties.kind = {};
		},
		'additive',
		'POST /teas body kind no enum any more, which was ["green","black"]',
	],
	[
		'an answer has another word instead of one',
		(api) => {
			tea(api).properties.kind = { enum: ['green', 'white'] };
		},
		'warning',
		'POST /teas answer 201 kind may also be "white"',
	],
	[
		'more words may be sent',
		(api) => {
			newTea(api).properties.kind = { enum: ['green', 'black', 'white'] };
		},
		'additive',
		'POST /teas body kind may also be "white"',
	],
	[
		'another type is to be sent',
		(api) => {
			newTea(api).properties.grams = { type: 'string' };
		},
		'breaking',
		'POST /teas body grams type: "integer" → "string"',
	],
	[
		'a wider type may be sent',
		(api) => {
			newTea(api).properties.grams = { type: 'number' };
		},
		'additive',
		'POST /teas body grams type: "integer" → "number"',
	],
	[
		'less may be sent',
		(api) => {
			newTea(api).properties.name = { type: 'string', maxLength: 10 };
		},
		'breaking',
		'POST /teas body name maxLength: 60 → 10',
	],
	[
		'anything else may be sent',
		(api) => {
			newTea(api).additionalProperties = true;
		},
		'additive',
		'POST /teas body additionalProperties: false → true',
	],
	[
		'a parameter has to be given',
		(api) => list(api).parameters.unshift({ name: 'at', in: 'query', required: true, schema: {} }),
		'breaking',
		'GET /teas query at is new, and required',
	],
	[
		'a parameter may be given',
		(api) => list(api).parameters.unshift({ name: 'at', in: 'query', required: false, schema: {} }),
		'additive',
		'GET /teas query at is new',
	],
	['a parameter is gone', (api) => list(api).parameters.shift(), 'breaking', 'GET /teas query limit is gone'],
	[
		'a parameter takes less',
		(api) => Object.assign(list(api).parameters[0] ?? {}, { schema: { type: 'integer', maximum: 100 } }),
		'breaking',
		'GET /teas query limit maximum: 500 → 100',
	],
	[
		'a parameter takes fewer words',
		(api) => Object.assign(list(api).parameters[1] ?? {}, { schema: { enum: ['green'] } }),
		'breaking',
		'GET /teas query kind is never "black" any more',
	],
	[
		'another scope is asked for',
		(api) => list(api).security.splice(0, 1, { bearer: ['teas:list'] }),
		'breaking',
		'GET /teas scopes: bearer + teas:read → bearer + teas:list',
	],
	[
		'one scope more is asked for',
		(api) => list(api).security.splice(0, 1, { bearer: ['teas:read', 'teas:list'] }),
		'breaking',
		'GET /teas scopes: bearer + teas:read → bearer + teas:list + teas:read',
	],
	[
		'another scope is enough too',
		(api) => list(api).security.push({ bearer: ['teas:list'] }),
		'additive',
		'GET /teas scopes: bearer + teas:read → bearer + teas:read or bearer + teas:list',
	],
	[
		'no token is asked for any more',
		(api) => list(api).security.pop(),
		'additive',
		'GET /teas scopes: bearer + teas:read → none',
	],
	[
		'a summary reads otherwise',
		(api) => Object.assign(list(api), { summary: 'All teas' }),
		'words',
		'GET /teas summary: "List teas" → "All teas"',
	],
];

test.each(ROWS)('where %s', (_, change, level, told) => {
	const now = anApi();
	change(now);
	const changes = compareDocuments(anApi(), now);
	expect(changes[0]?.level).toBe(level as never);
	const worst = changes.filter((one) => one.level === level);
	expect(worst.map((one) => `${one.operation} ${one.change}`)).toContain(told);
});

test('where schemas have other names or another order nothing changed', () => {
	const now = anApi();
	tea(now).required.reverse();
	list(now).parameters.reverse();
	const text = JSON.stringify(now).replaceAll('NewTea', 'TeaToBe');
	expect(compareDocuments(anApi(), JSON.parse(text))).toEqual([]);
});

test('a schema that holds itself is compared to its end', () => {
	const withBlend = () => {
		const api = anApi();
		tea(api).properties.blend_of = { type: 'array', items: { $ref: '#/components/schemas/Tea' } };
		return api;
	};
	const now = withBlend();
	tea(now).properties.id = { type: 'integer' };
	expect(compareDocuments(withBlend(), withBlend())).toEqual([]);
	expect(compareDocuments(withBlend(), now)[0]?.level).toBe('breaking');
});

test('what an address says for all its operations, and a document for all addresses, is told of each operation', () => {
	const withDefaults = (changes: object = {}) => ({
		openapi: '3.1.1',
		info: { title: 'Teas', version: '1' },
		security: [{ bearer: ['teas:read'] }],
		paths: {
			'/teas/{id}': {
				summary: 'A tea',
				parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
				get: {
					parameters: [{ $ref: '#/components/parameters/Kind' }],
					responses: { 200: { description: 'Done', headers: { etag: { schema: { type: 'string' } } } } },
				},
				...changes,
			},
		},
		components: { parameters: { Kind: { name: 'kind', in: 'query', schema: { type: 'string' } } } },
	});
	const told = (after: object) =>
		compareDocuments(withDefaults() as never, { ...withDefaults(), ...after } as never).map(
			({ level, operation, change }) => `${level} ${operation} ${change}`,
		);
	const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
	expect(told(withDefaults({ parameters: [id] }))).toEqual([
		'breaking GET /teas/{id} path id type: "string" → "integer"',
	]);
	const Kind = { name: 'kind', in: 'query', schema: { enum: ['green'] } };
	expect(told({ components: { parameters: { Kind } } })).toContain(
		'breaking GET /teas/{id} query kind enum: ["green"]',
	);
	expect(told({ security: [{ bearer: ['teas:read', 'teas:list'] }] })).toEqual([
		'breaking GET /teas/{id} scopes: bearer + teas:read → bearer + teas:list + teas:read',
	]);
	expect(told(withDefaults({ get: { responses: { 200: { description: 'Done' } } } }))).toEqual([
		'breaking GET /teas/{id} Kind is gone',
		'breaking GET /teas/{id} answer 200 headers are gone',
	]);
});
