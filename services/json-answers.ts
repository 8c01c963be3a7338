import type { OpenApiDocument } from '@claims-askes/chassis/http/openapi';

/**
 * The document without what a route answers instead of JSON where it is asked to. In a typed call both forms would be one type,
 * which says nothing of either: whoever asks for the other form reads it as text.
 */
export function jsonAnswers(document: OpenApiDocument): OpenApiDocument {
	return JSON.parse(JSON.stringify(document), (name, value) => {
		if (name !== 'responses') return value;
		for (const response of Object.values<{ content?: Record<string, unknown> }>(value)) {
			const json = response.content?.['application/json'];
			if (json) response.content = { 'application/json': json };
		}
		return value;
	});
}
