import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { checkPlan } from './check-plan';

/** The published schema, which is generated from the contract. */
const ROOT = join(import.meta.dir, '..', '..', '..', '..');
const schema: Schema = await Bun.file(join(ROOT, 'openapi', 'plan-document.schema.json')).json();
const PLANS = join(ROOT, 'examples', 'plans');
const files = [...new Bun.Glob('*/*.yaml').scanSync(PLANS)].sort();
const PRODUCTS = ['dental', 'inpatient', 'maternity', 'optical', 'outpatient'];

interface Schema {
	readonly $ref?: string;
	readonly $defs?: Readonly<Record<string, Schema>>;
	readonly type?: string;
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly additionalProperties?: Schema | boolean;
	readonly items?: Schema;
	readonly prefixItems?: readonly Schema[];
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly enum?: readonly unknown[];
}

const load = async (file: string) => checkPlan(await Bun.file(join(PLANS, file)).bytes());

test.each(files)('the example %s can be published', async (file) => {
	expect(await load(file)).toMatchObject({ kind: 'plan' });
});

test('two insurers have the five products, one in rupiah and one in dollars', async () => {
	const products = await Promise.all(
		files.map(async (file) => {
			const plan = await load(file);
			return [file.replace('.yaml', ''), plan.kind === 'plan' ? plan.document.currency : null];
		}),
	);
	expect(products).toEqual([
		...PRODUCTS.map((product) => [`harbourlight/${product}`, 'USD']),
		...PRODUCTS.map((product) => [`rimba-raya/${product}`, 'IDR']),
	]);
});

test('a benefit or a limit has a name of its own in all products of an insurer', async () => {
	// What a member has used is kept by these names, so a name in two products would be one and the same.
	for (const insurer of ['harbourlight', 'rimba-raya']) {
		const names: string[] = [];
		for (const product of PRODUCTS) {
			const plan = await load(`${insurer}/${product}.yaml`);
			if (plan.kind !== 'plan') continue;
			const { benefits, benefit_of = {}, pools = [] } = plan.document;
			const limits = Object.values(benefits).flatMap(({ limits = [] }) => limits.map(({ id }) => id));
			names.push(...Object.keys(benefits), ...Object.keys(benefit_of), ...new Set(limits));
			names.push(...pools.map(({ id }) => id));
		}
		expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
	}
});

test('together the examples use every setting that a plan has, and every choice of each', async () => {
	const used = new Set<string>();
	for (const file of files) {
		const plan = await load(file);
		if (plan.kind === 'plan') note(schema, plan.document, '', used);
	}
	const all = new Set<string>();
	noteAll(schema, '', all);
	expect(all.size).toBeGreaterThan(150);
	expect([...all].filter((setting) => !used.has(setting))).toEqual([]);
});

/** What each effect does to a rule is the rule's own: of 26 rules each is switched, and each effect is used. */
const nameOf = (path: string, value: unknown) =>
	path.startsWith('SwitchedRules.') ? `SwitchedRules=${value}` : `${path}=${value}`;

const resolved = ({ $ref, ...own }: Schema): Schema =>
	$ref === undefined ? own : (schema.$defs?.[$ref.split('/').at(-1) ?? ''] ?? {});
const pathOf = (part: Schema, path: string) => part.$ref?.split('/').at(-1) ?? path;

/** Every setting that the schema has: one that occurs in several places is one. */
function noteAll(part: Schema, at: string, all: Set<string>): void {
	const path = pathOf(part, at);
	if (path !== at && all.has(path)) return;
	if (path !== '') all.add(path);
	const { properties = {}, items, prefixItems = [], additionalProperties, ...rest } = resolved(part);
	for (const value of rest.enum ?? []) all.add(nameOf(path, value));
	for (const choice of [...(rest.anyOf ?? []), ...(rest.oneOf ?? [])]) noteAll(choice, path, all);
	for (const [name, inner] of Object.entries(properties)) noteAll(inner, `${path}.${name}`, all);
	for (const inner of prefixItems) noteAll(inner, `${path}[]`, all);
	if (items) noteAll(items, `${path}[]`, all);
	if (typeof additionalProperties === 'object') noteAll(additionalProperties, `${path}{}`, all);
}

/** Those of them that a document uses. */
function note(part: Schema, value: unknown, at: string, used: Set<string>): void {
	const path = pathOf(part, at);
	if (path !== '') used.add(path);
	const { properties = {}, items, prefixItems, additionalProperties, ...rest } = resolved(part);
	if (rest.enum?.includes(value)) used.add(nameOf(path, value));
	for (const choice of [...(rest.anyOf ?? []), ...(rest.oneOf ?? [])]) note(choice, value, path, used);
	if (Array.isArray(value)) {
		for (const [nth, inner] of value.entries()) {
			const of = prefixItems?.[nth] ?? items;
			if (of) note(of, inner, `${path}[]`, used);
		}
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, inner] of Object.entries(value)) {
			const own = properties[name];
			if (own) note(own, inner, `${path}.${name}`, used);
			else if (typeof additionalProperties === 'object') note(additionalProperties, inner, `${path}{}`, used);
		}
	}
}
