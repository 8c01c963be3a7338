import { expect, test } from 'bun:test';
import { Glob } from 'bun';

interface Described {
	readonly name: string;
	readonly description?: string;
}

interface OpenApi {
	readonly paths?: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: Described[] }>>>>;
}

const documents = [...new Glob('openapi/*.json').scanSync()];

test('every parameter of every published operation says what it is', async () => {
	const silent: string[] = [];
	let told = 0;
	for (const file of documents) {
		const { paths = {} }: OpenApi = await Bun.file(file).json();
		for (const [path, operations] of Object.entries(paths))
			for (const [method, { parameters = [] }] of Object.entries(operations))
				for (const { name, description } of parameters) {
					if (description) told++;
					else silent.push(`${file} ${method} ${path} ${name}`);
				}
	}
	expect(silent).toEqual([]);
	expect(told).toBeGreaterThan(200);
});

interface Schema {
	readonly $ref?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly additionalProperties?: Schema;
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly allOf?: readonly Schema[];
}

interface Answering {
	readonly paths: Readonly<
		Record<
			string,
			Record<string, { responses?: Record<string, { content?: Record<string, { schema?: Schema }> }> }>
		>
	>;
	readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

// The other documents are told in part.
test.each(['adjudication-service', 'claims-service'])(
	'every property that %s answers says what it is',
	async (service) => {
		const { paths, components }: Answering = await Bun.file(`openapi/${service}.json`).json();
		const answers = Object.entries(paths).flatMap(([path, operations]) =>
			Object.values(operations).flatMap(({ responses = {} }) =>
				Object.entries(responses).flatMap(([status, { content = {} }]) =>
					status.startsWith('2')
						? Object.values(content).map(({ schema }) => ({ at: path, schema: schema?.properties?.data }))
						: [],
				),
			),
		);
		const silent = new Set<string>();
		const named = new Set<string>();
		const targetOf = ({ $ref = '' }: Schema) => components.schemas[$ref.split('/').at(-1) ?? ''];
		const visit = (schema: Schema | undefined, at: string): void => {
			if (typeof schema !== 'object') return;
			const {
				$ref,
				properties = {},
				items,
				additionalProperties,
				anyOf = [],
				oneOf = [],
				allOf = [],
			} = schema;
			if ($ref && !named.has($ref)) {
				named.add($ref);
				visit(targetOf(schema), $ref.split('/').at(-1) ?? '');
			}
			for (const [name, property] of Object.entries(properties)) {
				if (!property.description && !targetOf(property)?.description) silent.add(`${at}.${name}`);
				visit(property, `${at}.${name}`);
			}
			for (const part of [items, additionalProperties, ...anyOf, ...oneOf, ...allOf]) visit(part, at);
		};
		for (const { at, schema } of answers) visit(schema, at);
		expect([...silent]).toEqual([]);
		expect(named.size).toBeGreaterThan(20);
	},
);
