import { Cursor, type Findings } from './cursor';
import { isObject, type Json, type JsonObject } from './json';

/** A resource of a document with the place where it stands. */
export interface PlacedResource {
	readonly resource: JsonObject;
	readonly type: string;
	readonly path: string;
}

const typeOf = (resource: JsonObject): string | undefined =>
	typeof resource.resourceType === 'string' ? resource.resourceType : undefined;

export function placedResource(json: Json | undefined, path?: string): PlacedResource | undefined {
	if (!isObject(json)) return undefined;
	const type = typeOf(json);
	return type === undefined ? undefined : { resource: json, type, path: path ?? type };
}

/** Every name that R4 allows a reference to have for a resource (Bundle, "Resolving references"; and conditional ones). */
export function namesOf({ type, resource }: PlacedResource, fullUrl?: string): string[] {
	const { id, identifier } = resource;
	const identifiers = Array.isArray(identifier) ? (identifier as readonly Json[]).filter(isObject) : [];
	return [
		...(fullUrl ? [fullUrl] : []),
		...(typeof id === 'string' ? [`${type}/${id}`, `urn:uuid:${id}`] : []),
		...identifiers.map(({ system, value }) => `${type}?identifier=${system ?? ''}|${value}`),
	];
}

export const withoutVersion = (reference: string): string => reference.split('/_history/')[0] ?? reference;

/** The resources that a document lets its claims refer to. */
export class ResourceIndex {
	private readonly byName = new Map<string, PlacedResource>();
	private readonly ambiguous = new Set<string>();

	add(placed: PlacedResource, fullUrl?: string): void {
		const { id } = placed.resource;
		if (fullUrl) this.byName.set(fullUrl, placed);
		if (typeof id !== 'string') return;
		this.addOnce(`${placed.type}/${id}`, placed);
		this.addOnce(`urn:uuid:${id}`, placed);
	}

	/** From outside the document, for the one name that it was looked for under. */
	addAs(name: string, placed: PlacedResource): void {
		this.byName.set(name, placed);
	}

	/** Nobody can say which of several resources is meant. */
	addAmbiguous(name: string): void {
		this.ambiguous.add(name);
	}

	isAmbiguous(reference: string): boolean {
		return this.ambiguous.has(withoutVersion(reference));
	}

	find(reference: string): PlacedResource | undefined {
		const name = withoutVersion(reference);
		return this.byName.get(name) ?? this.byName.get(name.split('/').slice(-2).join('/'));
	}

	private addOnce(name: string, placed: PlacedResource): void {
		if (!this.byName.has(name)) this.byName.set(name, placed);
	}
}

/** Follows the references of one claim: into what it contains, then into its document. */
export class Resolver {
	private readonly contained = new Map<string, PlacedResource>();

	constructor(
		claim: Cursor,
		private readonly index: ResourceIndex,
		private readonly findings: Findings,
	) {
		for (const item of claim.items('contained')) {
			const placed = placedResource(item.value, item.path);
			const id = item.peek('id');
			if (placed && id !== undefined) this.contained.set(id, placed);
		}
	}

	/** Whether following would lead anywhere; asked where a missing resource costs nothing. */
	isKnown(reference: Cursor): boolean {
		return this.placeOf(reference.peek('reference') ?? '') !== undefined;
	}

	/** The resource of a kind that a Reference leads to; without it the Reference itself may still say who is meant. */
	follow(reference: Cursor, ...types: string[]): Cursor | undefined {
		const name = reference.peek('reference');
		if (name === undefined) return undefined;
		const placed = this.placeOf(name);
		if (!placed) {
			const isAmbiguous = this.index.isAmbiguous(name);
			reference.warn(isAmbiguous ? 'REFERENCE_AMBIGUOUS' : 'REFERENCE_UNRESOLVED', undefined, name);
			return undefined;
		}
		if (!types.includes(placed.type)) {
			reference.warn('REFERENCE_TYPE', `${placed.type} instead of ${types.join(' or ')}`, name);
			return undefined;
		}
		if (name.startsWith('#')) reference.field('reference').take();
		return new Cursor(placed.resource, placed.path, this.findings);
	}

	private placeOf(name: string): PlacedResource | undefined {
		return name.startsWith('#') ? this.contained.get(name.slice(1)) : this.index.find(name);
	}
}
