import { z } from 'zod';
import type { App } from '../http/app';
import type { Answers } from '../http/openapi';
import { type TokenOptions, tokenFor } from './platform';

export interface TestRequest {
	readonly body?: unknown;
	/** A body as it stands, for what no JSON encoder would write. */
	readonly rawBody?: string | Uint8Array<ArrayBuffer>;
	readonly headers?: Readonly<Record<string, string>>;
	/** Who asks; `null` sends no token. */
	readonly as?: TokenOptions | null;
}

export interface TestResponse {
	readonly status: number;
	readonly headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
	readonly body: any;
}

export type TestClient = (method: string, path: string, request?: TestRequest) => Promise<TestResponse>;

/**
 * Sends requests to an app that listens nowhere, and checks every successful answer against the schema that its route
 * publishes: the documentation is never at the caller's expense, and never wrong.
 */
export function testClient(app: App, standing: TokenOptions = {}): TestClient {
	return async (method, path, { body, rawBody, headers = {}, as } = {}) => {
		const token = as === null ? null : await tokenFor({ ...standing, ...as });
		const payload = rawBody ?? (body === undefined ? null : JSON.stringify(body));
		const response = await app.handle(
			new Request(`http://localhost${path}`, {
				method,
				headers: {
					...(token ? { authorization: `Bearer ${token}` } : {}),
					...(payload === null ? {} : { 'content-type': 'application/json' }),
					...headers,
				},
				body: payload,
			}),
		);
		const isJson = method !== 'HEAD' && response.headers.get('content-type')?.startsWith('application/json');
		const parsed = isJson ? await response.json() : await response.text();
		if (response.ok && isJson) checkAnswer(app, method, path, response.status, parsed);
		return { status: response.status, headers: response.headers, body: parsed };
	};
}

interface DocumentedRoute {
	readonly method: string;
	readonly path: string;
	readonly hooks: { readonly detail?: { readonly answers?: Answers } };
}

function checkAnswer(app: App, method: string, path: string, status: number, body: { data?: unknown }): void {
	const wanted = new URL(path, 'http://localhost').pathname;
	const route = (app.routes as unknown as DocumentedRoute[]).find(
		(candidate) => candidate.method === method && patternOf(candidate.path).test(wanted),
	);
	const answer = route?.hooks.detail?.answers?.[status];
	const schema = answer instanceof z.ZodType ? answer : answer?.orElse;
	if (!(schema instanceof z.ZodType)) return;
	const checked = schema.safeParse(body.data);
	if (!checked.success) {
		throw new Error(
			`${method} ${route?.path} answered what it does not publish:\n${z.prettifyError(checked.error)}`,
		);
	}
	// A schema that is not strict drops what it does not know, which the published document forbids all the same.
	const dropped = droppedFrom(body.data, checked.data);
	if (dropped) throw new Error(`${method} ${route?.path} answered what it does not publish: ${dropped}`);
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);

/** The path of the first field of an answer that its schema let fall. */
function droppedFrom(answered: unknown, known: unknown, path = 'data'): string | undefined {
	if (typeof answered !== 'object' || answered === null || typeof known !== 'object' || known === null)
		return undefined;
	for (const [name, value] of Object.entries(answered)) {
		const at = `${path}.${name}`;
		if (!(name in known)) return at;
		const inner = droppedFrom(value, (known as Record<string, unknown>)[name], at);
		if (inner) return inner;
	}
	return undefined;
}
