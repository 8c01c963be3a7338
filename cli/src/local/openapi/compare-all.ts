import { Failure } from '../../failure';
import { type ApiChange, compareDocuments } from './compare-documents';
import { isOpenApi, type OpenApiDocument } from './document';
import type { Documents } from './read-documents';

export interface ServiceChanges {
	readonly service: string;
	readonly changes: readonly ApiChange[];
}

/** What changed of each service, those without a change left out. Other schemas that lie beside are passed over. */
export function compareAll(old: Documents, after: Documents): ServiceChanges[] {
	const before = old.size === 1 && after.size === 1 ? inTheNamesOf(after, old) : old;
	const names = [...new Set([...before.keys(), ...after.keys()])].sort();
	return names.flatMap((name): ServiceChanges[] => {
		const [text, newText] = [before.get(name), after.get(name)];
		if (text === newText) return [];
		const [was, is] = [parse(name, text), parse(name, newText)];
		if (was === null && is === null) return [];
		const service = name.replace(/\.json$/, '');
		const whole = (level: ApiChange['level'], change: string) => [{ level, operation: '', change }];
		if (was === null) return [{ service, changes: whole('additive', 'the document is new') }];
		if (is === null) return [{ service, changes: whole('breaking', 'the document is gone') }];
		const changes = compareDocuments(was, is);
		return changes.length > 0 ? [{ service, changes }] : [];
	});
}

/** Two files are versions of one document, whatever they are called. */
const inTheNamesOf = (after: Documents, before: Documents): Documents => {
	const texts = before.values();
	return new Map(after.keys().map((name) => [name, texts.next().value ?? '']));
};

function parse(name: string, text: string | undefined): OpenApiDocument | null {
	if (text === undefined) return null;
	try {
		const document: unknown = JSON.parse(text);
		return isOpenApi(document) ? document : null;
	} catch {
		throw new Failure('unusable', 'DOCUMENT_UNREADABLE', `${name} is no JSON`);
	}
}
