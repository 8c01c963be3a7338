import { SERVICES, type ServiceName } from '@claims-askes/contracts/services';
import type { AnyElysia } from 'elysia';
import { docsPage } from './docs-page';
import { JSON_HEADERS } from './envelope';
import { openApiDocument } from './openapi';

const HIDDEN = { detail: { hide: true } };

/** The OpenAPI document of the routes that the app has, as JSON and as a page; it says whose it is and its client's name. */
export function addDocumentation(
	app: AnyElysia,
	name: ServiceName,
	about: { readonly title: string; readonly description: string },
): void {
	const info = { ...about, version: '1.0.0', 'x-service': { name, client: SERVICES[name].client } };
	let document: ReturnType<typeof openApiDocument> | null = null;
	/** Written when somebody asks for it: most processes are never asked. */
	const documentation = () => {
		document ??= openApiDocument(app.routes as never, info);
		return document;
	};
	app
		.get(
			'/openapi/json',
			() => new Response(JSON.stringify(documentation()), { headers: JSON_HEADERS }),
			HIDDEN,
		)
		.get(
			'/openapi',
			() =>
				new Response(docsPage(documentation()), { headers: { 'content-type': 'text/html; charset=utf-8' } }),
			HIDDEN,
		);
}
