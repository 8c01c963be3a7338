/** An OpenAPI document, as far as changes are told of it. */
export interface OpenApiDocument {
	readonly openapi: string;
	readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	/** Of operations that say none of their own. */
	readonly security?: Operation['security'];
}

export interface Operation {
	readonly parameters?: readonly Parameter[];
	readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}

export interface Parameter {
	readonly $ref?: string;
	readonly name?: string;
	readonly in?: string;
	readonly required?: boolean;
}

export const isOpenApi = (document: unknown): document is OpenApiDocument =>
	typeof document === 'object' && document !== null && 'openapi' in document;
