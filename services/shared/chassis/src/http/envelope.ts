import type { ProblemDetail } from '@claims-askes/kernel/problems';
import { z } from 'zod';

export const API_VERSION = 'v1';

export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** What a list adds to `metadata`. */
export interface PageMetadata {
	readonly next_cursor: string | null;
	readonly limit: number;
}

/** A handler returns this instead of bare data when the answer needs a status, a message, a page or headers. */
export class Answer<T> {
	constructor(
		readonly data: T,
		readonly options: {
			readonly status?: number;
			readonly message?: string;
			readonly page?: PageMetadata;
			readonly metadata?: Readonly<Record<string, unknown>>;
			readonly headers?: Readonly<Record<string, string>>;
		} = {},
	) {}
}

/** Data that is JSON already, to be put into the answer as it stands: what is stored as JSON need not be read to be sent. */
export class JsonText {
	constructor(readonly text: string) {}

	static object(value: object): JsonText {
		return new JsonText(JSON.stringify(value));
	}

	static list(items: readonly JsonText[]): JsonText {
		return new JsonText(`[${items.map(({ text }) => text).join(',')}]`);
	}

	/** An object with the fields of another beside its own; neither may be empty. */
	and(other: string): JsonText {
		return new JsonText(`${this.text.slice(0, -1)},${other.slice(other.indexOf('{') + 1)}`);
	}

	/** An object with one more field, whose value is JSON already; it may not be empty. */
	with(field: string, value: string): JsonText {
		return new JsonText(`${this.text.slice(0, -1)},${JSON.stringify(field)}:${value}}`);
	}
}

/** An answer whose bytes are already made: the stored answer of an idempotent request. */
export class StoredAnswer {
	constructor(
		readonly status: number,
		readonly body: string,
		readonly replayed: boolean,
	) {}
}

export const Problem = z
	.strictObject({
		success: z.literal(false),
		error: z.strictObject({
			code: z.string(),
			message: z.string(),
			details: z.array(z.strictObject({ field: z.string(), message: z.string(), code: z.string() })),
		}),
		metadata: z.strictObject({ timestamp: z.iso.datetime(), request_id: z.string() }),
	})
	.meta({ id: 'Problem', description: 'Every failure looks like this; programs branch on `error.code`.' });

export function successBody(
	data: unknown,
	requestId: string,
	now: Date,
	options: Answer<unknown>['options'] = {},
): string {
	const frame = {
		message: options.message ?? 'OK',
		errors: [],
		metadata: {
			timestamp: now.toISOString(),
			version: API_VERSION,
			request_id: requestId,
			...(options.page ? { page: options.page } : {}),
			...options.metadata,
		},
	};
	if (data instanceof JsonText)
		return `{"success":true,"data":${data.text},${JSON.stringify(frame).slice(1)}`;
	return JSON.stringify({ success: true, data, ...frame });
}

export function failureBody(
	code: string,
	message: string,
	details: readonly ProblemDetail[],
	requestId: string,
	now: Date,
): string {
	return JSON.stringify({
		success: false,
		error: { code, message, details },
		metadata: { timestamp: now.toISOString(), request_id: requestId },
	});
}
