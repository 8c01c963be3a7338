import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_NAMES, SERVICES } from '@claims-askes/contracts/services';
import { parse } from 'yaml';
import { Failure } from '../../failure';
import { type AskedService, assertFree, assertUnreserved, type Words, wordsOf } from './service-words';

/** A file as it is, null where there is none, and as it will be. */
export interface PlannedFile {
	readonly path: string;
	readonly before: string | null;
	readonly after: string;
}

export interface ServicePlan {
	readonly service: string;
	readonly port: number;
	/** Its own files, and then those that list it. */
	readonly files: readonly PlannedFile[];
}

/** Where the project lists its services: a text that goes before what `before` finds. */
interface Registration {
	readonly file: string;
	readonly before: string;
	/** The text's place among sorted entries, whose names `before` captures. */
	readonly key?: string;
	readonly text: string;
}

const TEMPLATE = join(import.meta.dir, 'template');
const SUFFIX = '.txt';

/** All that a new service brings and changes; nothing is written. */
export function planService(root: string, asked: AskedService): ServicePlan {
	const port = nextPort(readFileSync(join(root, 'docker-compose.yml'), 'utf8'));
	const words = { ...wordsOf(asked, port), ...versionsIn(root) };
	const { service = '', schema = '', 'kebab-plural': topic = '' } = words;
	assertFree(words);
	const templates = [...new Bun.Glob(`**/*${SUFFIX}`).scanSync(TEMPLATE)].sort();
	assertUnreserved(words, { ...namesIn(templates, words), tables: tablesOfChassis(root) });
	for (const folder of [`services/${service}`, `migrations/${schema}`, `cli/src/commands/${topic}`])
		if (existsSync(join(root, folder)))
			throw new Failure('unusable', 'SERVICE_EXISTS', `there is a folder ${folder} already`);
	const own = templates.map((path) => ({
		path: render(path.slice(0, -SUFFIX.length), words),
		before: null,
		after: render(readFileSync(join(TEMPLATE, path), 'utf8'), words),
	}));
	return { service, port, files: [...own, ...registered(root, words)] };
}

/** Above those of the services, and none that something else listens to in compose. */
function nextPort(compose: string): number {
	let port = Math.max(
		...SERVICE_NAMES.filter((name) => SERVICES[name].schema).map((name) => SERVICES[name].port),
	);
	do port++;
	while (compose.includes(`:${port}:`));
	return port;
}

export function render(text: string, words: Words): string {
	return text.replaceAll(/\{\{([\w: -]+)\}\}/g, (_, placeholder: string) => {
		const word = words[placeholder];
		if (word === undefined) throw new Error(`the template asks for ${placeholder}, which there is not`);
		return word;
	});
}

/** A new service is made of what the others are made of. */
function versionsIn(root: string): Words {
	const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
	const { bun } = read('package.json').devDependencies;
	const { dependencies } = read('services/shared/chassis/package.json');
	const versions: [string, string][] = [['bun', bun], ...Object.entries<string>(dependencies)];
	return Object.fromEntries(versions.map(([name, version]) => [`version:${name}`, version]));
}

/** The names that the template's code makes of placeholders, and those that it has anyway. */
function namesIn(templates: readonly string[], words: Words) {
	const code = templates
		.filter((path) => path.endsWith(`.ts${SUFFIX}`))
		.map((path) => readFileSync(join(TEMPLATE, path), 'utf8'))
		.join('\n');
	const made = code.match(/\w*\{\{(?:a )?(?:Pascal|camel|snake-plural)[^}]*\}\}\w*/g) ?? [];
	const used = code.replaceAll(/\w*\{\{[^}]*\}\}\w*/g, ' ').match(/[A-Za-z_]\w*/g);
	return { made: made.map((name) => render(name, words)), used: new Set(used) };
}

function tablesOfChassis(root: string): string[] {
	const folder = join(root, 'migrations/chassis');
	return readdirSync(folder).flatMap((file) =>
		[...readFileSync(join(folder, file), 'utf8').matchAll(/create table (\w+)/g)].map(
			([, table = '']) => table,
		),
	);
}

/** The lists of the project with the new service in them. */
function registered(root: string, words: Words): PlannedFile[] {
	const registrations: Registration[] = parse(readFileSync(join(TEMPLATE, 'registrations.yaml'), 'utf8'));
	return [...Map.groupBy(registrations, ({ file }) => file)].map(([path, entries]) => {
		const before = readFileSync(join(root, path), 'utf8');
		return { path, before, after: entries.reduce((text, entry) => inserted(text, entry, words), before) };
	});
}

export function inserted(
	text: string,
	{ file, before, key, text: addition }: Registration,
	words: Words,
): string {
	const places = [...text.matchAll(new RegExp(before, 'gm'))];
	const after = key === undefined ? null : render(key, words);
	// Where the entries end, there is no name.
	const place = after === null ? places[0] : places.find(([, name]) => name === undefined || name > after);
	if (place === undefined || (after === null && places.length > 1))
		throw new Failure('failed', 'PLACE_NOT_FOUND', `${file} has ${places.length} places for it: ${before}`);
	return text.slice(0, place.index) + render(addition, words) + text.slice(place.index);
}
