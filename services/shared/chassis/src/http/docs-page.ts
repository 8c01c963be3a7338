import type { OpenApiDocument } from './openapi';

/** The OpenAPI document as a page that a person can read: plain HTML, no script, nothing fetched from elsewhere. */
export function docsPage(document: OpenApiDocument): string {
	const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => operationSection(method, path, operation)),
	);
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${Bun.escapeHTML(document.info.title)}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
code{background:#f3f3f3;padding:.1rem .3rem}section{border-top:1px solid #ddd;padding:.6rem 0}
b{display:inline-block;min-width:4.5rem}</style>
<h1>${Bun.escapeHTML(document.info.title)}</h1><p>${Bun.escapeHTML(document.info.description ?? '')}</p>
<p>The whole document: <a href="/openapi/json">/openapi/json</a></p>${operations.join('')}</html>`;
}

interface Operation {
	readonly summary?: string;
	readonly description?: string;
	readonly security?: readonly Record<string, readonly string[]>[];
	readonly responses?: Record<string, { readonly description?: string }>;
}

function operationSection(method: string, path: string, operation: Operation): string {
	const scopes = (operation.security ?? []).flatMap((rule) => Object.values(rule).flat());
	const answers = Object.entries(operation.responses ?? {}).map(
		([status, answer]) =>
			`<li><code>${Bun.escapeHTML(status)}</code> ${Bun.escapeHTML(answer.description ?? '')}</li>`,
	);
	return `<section><h2><b>${Bun.escapeHTML(method.toUpperCase())}</b> <code>${Bun.escapeHTML(path)}</code></h2>
<p>${Bun.escapeHTML(operation.summary ?? '')} ${Bun.escapeHTML(operation.description ?? '')}</p>
${scopes.length > 0 ? `<p>Scope: <code>${Bun.escapeHTML(scopes.join(' '))}</code></p>` : ''}<ul>${answers.join('')}</ul></section>`;
}
