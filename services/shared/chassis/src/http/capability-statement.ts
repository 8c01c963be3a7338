import { FHIR_MEDIA_TYPE, FHIR_PREFIX } from './fhir-body';
import type { RouteLike } from './openapi';

/** When what is told below, or the routes that it is told of, last changed. */
const CHANGED_ON = '2026-11-27';

/** Operations of the whole system, which no resource's type names; those of a type are HL7's own. */
const SYSTEM_OPERATIONS: Readonly<Record<string, string>> = {
	export: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
};

interface Service {
	readonly title: string;
	/** Where this server is reached, as the caller reached it. */
	readonly url: string;
}

/** What a server can do with FHIR: exactly what its routes say, and nothing else. */
export function capabilityStatement(routes: readonly RouteLike[], { title, url }: Service) {
	const told = routes.flatMap(toldOf);
	const types = [...new Set(told.flatMap(({ type }) => type ?? []))].sort();
	const scopes = [...new Set(told.flatMap(({ scope }) => scope ?? []))].sort();
	return {
		resourceType: 'CapabilityStatement',
		status: 'active',
		date: CHANGED_ON,
		kind: 'instance',
		software: { name: 'Claims-Askes' },
		implementation: { description: title, url },
		fhirVersion: '4.0.1',
		format: ['json', FHIR_MEDIA_TYPE],
		rest: [
			{
				mode: 'server',
				security: {
					service: [
						{
							coding: [
								{
									system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
									code: 'OAuth',
								},
							],
						},
					],
					description: `OAuth 2.0 bearer tokens, with the scopes ${scopes.join(', ')}`,
				},
				...listed(
					'resource',
					types.map((type) => resourceOf(type, told)),
				),
				...listed(
					'operation',
					told.flatMap((one) => (one.type ? [] : operationOf(one))),
				),
			},
		],
	};
}

interface Told {
	/** Of a resource; none where it is said of the system. */
	readonly type: string | undefined;
	/** None where a resource is read. */
	readonly operation: string | undefined;
	readonly documentation: string;
	readonly scope: string | undefined;
}

const SHAPES = [
	/^\/(?<type>[A-Z]\w*)\/:\w+$/,
	/^\/(?<type>[A-Z]\w*)\/\$(?<operation>[\w-]+)$/,
	/^\/\$(?<operation>[\w-]+)$/,
];

/** A route that FHIR has a word for: what is asked of a job, or what a job wrote, is none. */
function toldOf({ path, hooks: { detail } }: RouteLike): Told[] {
	if (!path.startsWith(FHIR_PREFIX)) return [];
	const within = path.slice(FHIR_PREFIX.length);
	const groups = SHAPES.map((shape) => shape.exec(within)?.groups).find((found) => found !== undefined);
	if (!groups) return [];
	const { type, operation } = groups;
	const documentation = [detail?.summary, detail?.description].filter(Boolean).join('. ');
	return [{ type, operation, documentation, scope: detail?.security?.[0]?.bearer?.[0] }];
}

function resourceOf(wanted: string, told: readonly Told[]) {
	const own = told.filter(({ type }) => type === wanted);
	const interactions = own.flatMap(({ operation, documentation }) =>
		operation === undefined ? [{ code: 'read', documentation }] : [],
	);
	return {
		type: wanted,
		...listed('interaction', interactions),
		...listed('operation', own.flatMap(operationOf)),
	};
}

function operationOf({ type, operation: name, documentation }: Told) {
	if (name === undefined) return [];
	const definition = type
		? `http://hl7.org/fhir/OperationDefinition/${type}-${name}`
		: SYSTEM_OPERATIONS[name];
	if (definition === undefined) throw new Error(`no definition of the operation $${name} is named`);
	return [{ name, definition, documentation }];
}

/** R4 knows no empty lists. */
const listed = <K extends string, V>(name: K, list: readonly V[]): { [P in K]?: readonly V[] } =>
	(list.length > 0 ? { [name]: list } : {}) as { [P in K]?: readonly V[] };
