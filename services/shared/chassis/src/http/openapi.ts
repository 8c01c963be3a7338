import { z } from 'zod';
import { API_VERSION, Problem } from './envelope';
import { FHIR_MEDIA_TYPE, FHIR_PREFIX } from './fhir-body';
import { describePathParameter } from './path-parameters';

type JsonSchema = Record<string, unknown>;

export interface RouteLike {
	readonly method: string;
	readonly path: string;
	readonly hooks: {
		readonly body?: unknown;
		readonly params?: unknown;
		readonly query?: unknown;
		readonly detail?: RouteDetail;
	};
}

/** The routes as a request tells which one it came to: `GET /api/v1/claims/:id`. */
export const namesOf = (routes: readonly RouteLike[]): ReadonlySet<string> =>
	new Set(routes.map(({ method, path }) => `${method} ${path}`));

interface RouteDetail {
	readonly operationId?: string;
	readonly summary?: string;
	readonly description?: string;
	readonly tags?: string[];
	readonly deprecated?: boolean;
	readonly security?: Record<string, string[]>[];
	readonly hide?: boolean;
	readonly answers?: Answers;
	readonly heedsIfMatch?: boolean;
	readonly takesFile?: boolean;
}

/** The data of each successful answer by status, or the description of a body that is no envelope. */
export type Answers = Readonly<Record<number, z.ZodType | RawAnswer>>;

/** An answer that is not wrapped in the envelope, as a file that is downloaded; without a media type it is empty. */
export interface RawAnswer {
	readonly mediaType?: string;
	readonly description: string;
	/** What is answered in the envelope where the file is not asked for. */
	readonly orElse?: z.ZodType;
}

export interface DocumentInfo {
	readonly title: string;
	readonly version: string;
	readonly description?: string;
	/** Whose document it is, and what its client is called in the SDK. */
	readonly 'x-service'?: { readonly name: string; readonly client: string | null };
}

export interface OpenApiDocument {
	readonly openapi: string;
	readonly info: DocumentInfo;
	readonly paths: Record<string, Record<string, JsonSchema>>;
	readonly components: { readonly schemas: Record<string, JsonSchema>; readonly securitySchemes: JsonSchema };
}

/** What the documentation of one route says; `answers` are published and checked in tests, never at run time. */
export interface Documentation {
	readonly operationId: string;
	readonly summary: string;
	readonly description?: string;
	readonly answers: Answers;
	readonly deprecated?: boolean;
	/** Whether the change is made only to the version that the caller read (`assertVersion`). */
	readonly heedsIfMatch?: boolean;
	/** Whether the body is a file of any media type, which the route takes in itself as it comes. */
	readonly takesFile?: boolean;
}

/** Puts a route's documentation where both the OpenAPI document and the tests' answer check find it. */
export const documented = (documentation: Documentation) =>
	documentation as RouteDetail & Documentation & JsonSchema;

/**
 * Builds the OpenAPI 3.1 document from the routes of an app. Named zod schemas become components; every answer is
 * shown inside the envelope of DESIGN 4.1.
 */
export function openApiDocument(routes: readonly RouteLike[], info: DocumentInfo): OpenApiDocument {
	const components = new Components();
	const paths: Record<string, Record<string, JsonSchema>> = {};
	const published = routes.filter((route) => route.hooks.detail?.answers && !route.hooks.detail.hide);
	for (const route of [...published].sort(byPathAndMethod)) {
		const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
		paths[path] ??= {};
		paths[path][route.method.toLowerCase()] = operationOf(route, components);
	}
	return {
		openapi: '3.1.1',
		info,
		paths,
		components: {
			schemas: components.sorted(),
			securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
		},
	};
}

const byPathAndMethod = (a: RouteLike, b: RouteLike) =>
	`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1;

function operationOf({ method, path, hooks }: RouteLike, components: Components): JsonSchema {
	const {
		operationId,
		summary,
		description,
		tags,
		deprecated,
		security,
		answers = {},
		heedsIfMatch,
	} = hooks.detail ?? {};
	const responses: Record<string, JsonSchema> = {};
	for (const [status, answer] of Object.entries(answers)) {
		responses[status] = isRaw(answer)
			? rawResponse(answer, components)
			: { description: 'Done', content: answerContent(answer, components) };
	}
	responses.default = path.startsWith(FHIR_PREFIX)
		? { description: 'An OperationOutcome', content: { [FHIR_MEDIA_TYPE]: {} } }
		: {
				description: 'A problem, named by `error.code`',
				content: jsonContent(components.refer(Problem, 'output')),
			};
	const parameters = [
		...pathParameters(hooks.params, path, components),
		...parametersOf(hooks.query, 'query', components),
		...(method === 'POST' && Object.keys(answers).includes('201') ? [IDEMPOTENCY_PARAMETER] : []),
		...(heedsIfMatch ? [IF_MATCH_PARAMETER] : []),
	];
	return {
		operationId,
		summary,
		...(description ? { description } : {}),
		...(tags ? { tags } : {}),
		...(deprecated ? { deprecated } : {}),
		...(security ? { security } : {}),
		...(parameters.length > 0 ? { parameters } : {}),
		...(isZod(hooks.body)
			? { requestBody: { required: true, content: contentOf(hooks.body, components) } }
			: {}),
		responses,
	};
}

function rawResponse({ mediaType, description, orElse }: RawAnswer, components: Components): JsonSchema {
	const content = {
		...(orElse ? answerContent(orElse, components) : {}),
		...(mediaType ? { [mediaType]: {} } : {}),
	};
	return { description, ...(Object.keys(content).length > 0 ? { content } : {}) };
}

const answerContent = (answer: z.ZodType, components: Components) =>
	jsonContent(enveloped(components.refer(answer, 'output')));

/** A body that says its media type is a file of that type. */
function contentOf(body: z.ZodType, components: Components): JsonSchema {
	const { mediaType } = z.globalRegistry.get(body) ?? {};
	if (typeof mediaType === 'string') return { [mediaType]: { schema: { type: 'string' } } };
	return jsonContent(components.refer(body, 'input'));
}

const IDEMPOTENCY_PARAMETER = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description: 'Repeating a request with its key gives the stored answer and does nothing twice.',
	schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const IF_MATCH_PARAMETER = {
	name: 'If-Match',
	in: 'header',
	required: false,
	description:
		'The `ETag` that was read: if somebody has changed it since, nothing is done (412 CONCURRENT_CHANGE).',
	schema: { type: 'string', examples: ['"3"'] },
};

interface Parameter {
	readonly name: string;
	readonly in: 'path' | 'query';
	readonly required: boolean;
	readonly description?: unknown;
	readonly schema: JsonSchema;
}

/** Nearly all of them are ids, of which the address says what they name. */
const pathParameters = (schema: unknown, path: string, components: Components): Parameter[] =>
	parametersOf(schema, 'path', components).map((parameter) => ({
		description: describePathParameter(path, parameter.name),
		...parameter,
	}));

function parametersOf(schema: unknown, where: Parameter['in'], components: Components): Parameter[] {
	if (!isZod(schema)) return [];
	const { properties = {}, required = [] } = components.inline(schema) as {
		properties?: Record<string, JsonSchema>;
		required?: string[];
	};
	return Object.entries(properties).map(([name, { description, ...property }]) => ({
		name,
		in: where,
		required: where === 'path' || required.includes(name),
		...(description ? { description } : {}),
		schema: property,
	}));
}

const jsonContent = (schema: JsonSchema) => ({ 'application/json': { schema } });

function enveloped(data: JsonSchema): JsonSchema {
	return {
		type: 'object',
		required: ['success', 'data', 'message', 'errors', 'metadata'],
		properties: {
			success: { const: true },
			data,
			message: { type: 'string' },
			errors: { type: 'array', items: {}, maxItems: 0 },
			metadata: {
				type: 'object',
				required: ['timestamp', 'version', 'request_id'],
				properties: {
					timestamp: { type: 'string', format: 'date-time' },
					version: { const: API_VERSION },
					request_id: { type: 'string' },
					page: {
						type: 'object',
						required: ['next_cursor', 'limit'],
						properties: { next_cursor: { type: ['string', 'null'] }, limit: { type: 'integer' } },
					},
				},
			},
		},
	};
}

const isZod = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType;
const isRaw = (answer: z.ZodType | RawAnswer): answer is RawAnswer => !isZod(answer);

/** Collects named schemas: zod nests them in `$defs`, OpenAPI wants them in one place. */
class Components {
	readonly #schemas: Record<string, JsonSchema> = {};

	refer(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
		const json = this.#lift(schema, io);
		const name = z.globalRegistry.get(schema)?.id;
		if (!name) return json;
		this.#schemas[name] ??= json;
		return { $ref: `#/components/schemas/${name}` };
	}

	inline(schema: z.ZodType): JsonSchema {
		return this.#lift(schema, 'input');
	}

	sorted(): Record<string, JsonSchema> {
		return Object.fromEntries(Object.entries(this.#schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
	}

	#lift(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
		const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
		const {
			$defs = {},
			$schema: _,
			id: __,
			...json
		} = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
		for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
			const { id: _id, ...rest } = definition;
			this.#schemas[name] ??= rest;
		}
		return json;
	}
}
