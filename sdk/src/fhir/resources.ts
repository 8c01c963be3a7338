import { Cursor, type Findings } from './cursor';
import { isObject, type Json, type JsonObject } from './json';

/** A resource of a document with the place where it stands. */
export interface PlacedResource {
	readonly resource: JsonObject;
	readonly type: string;
	readonly path: string;
	/** The address of the server that it is from, where its entry says so. */
	readonly base?: string | undefined;
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

const ADDRESS = /^(https?:\/\/.+\/)(\w+\/[\w.-]+)$/;

/** A full URL that tells a server and which of its resources it is: `http://clinic.example/fhir/` and `Patient/p1`. */
export function addressOf(fullUrl: string): { readonly base: string; readonly name: string } | undefined {
	const [, base, name] = ADDRESS.exec(withoutVersion(fullUrl)) ?? [];
	return base === undefined || name === undefined ? undefined : { base, name };
}

/** The resources that a document lets its claims refer to. */
export class ResourceIndex {
	private readonly byName = new Map<string, PlacedResource>();
	/** By type and id, which several servers may have given to one each. */
	private readonly byId = new Map<string, PlacedResource[]>();
	private readonly ambiguous = new Set<string>();

	add(placed: PlacedResource, fullUrl?: string): void {
		const { id } = placed.resource;
		if (fullUrl) this.byName.set(fullUrl, placed);
		const address = fullUrl === undefined ? undefined : addressOf(fullUrl);
		if (address) this.addId(address.name, placed);
		if (typeof id !== 'string') return;
		this.addId(`${placed.type}/${id}`, placed);
		if (!this.byName.has(`urn:uuid:${id}`)) this.byName.set(`urn:uuid:${id}`, placed);
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
		const name = withoutVersion(reference);
		return this.ambiguous.has(name) || (this.byId.get(name)?.length ?? 0) > 1;
	}

	/** A relative reference means the server that the resource which refers is from, its `base`. */
	find(reference: string, base?: string): PlacedResource | undefined {
		const name = withoutVersion(reference);
		const known = this.byName.get(name) ?? (base ? this.byName.get(base + name) : undefined);
		if (known) return known;
		const address = addressOf(name);
		const alike = this.byId.get(address?.name ?? name) ?? [];
		const meant = alike.find((one) => one.base === (address?.base ?? base));
		if (meant) return meant;
		const possible = address ? alike.filter((one) => one.base === undefined) : alike;
		return possible.length === 1 ? possible[0] : undefined;
	}

	private addId(name: string, placed: PlacedResource): void {
		const alike = this.byId.get(name) ?? [];
		this.byId.set(name, alike);
		if (!alike.some(({ base }) => base === placed.base)) alike.push(placed);
	}
}

/** Follows the references of one claim: into what it contains, then into its document. */
export class Resolver {
	private readonly contained = new Map<string, PlacedResource>();

	constructor(
		claim: Cursor,
		private readonly index: ResourceIndex,
		private readonly findings: Findings,
		private readonly base?: string | undefined,
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
		return name.startsWith('#') ? this.contained.get(name.slice(1)) : this.index.find(name, this.base);
	}
}
