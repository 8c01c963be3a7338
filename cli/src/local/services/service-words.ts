import { EVENT_NAMES } from '@claims-askes/contracts/events';
import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';
import { SERVICE_NAMES, SERVICES } from '@claims-askes/contracts/services';
import { Failure } from '../../failure';

/** Whose token sees a row of the new service. */
export const OWNERS = ['member', 'provider', 'group'] as const;
export type Owner = (typeof OWNERS)[number];

export interface AskedService {
	/** What it is called, with or without `-service`. */
	readonly name: string;
	/** What it keeps, in the singular; its name unless said. */
	readonly resource?: string | undefined;
	readonly owner: Owner;
	/** What it is for. */
	readonly description?: string | undefined;
}

/** What stands for each placeholder of the template. */
export type Words = Readonly<Record<string, string>>;

const LONGEST_NAME = 30;
const LONGEST_DESCRIPTION = 120;

/** Every form in which a service's names stand in code, SQL, addresses and sentences. */
export function wordsOf({ name, resource, owner, description }: AskedService, port: number): Words {
	const noun = assertName(name.replace(/-service$/, ''), 'NAME');
	const thing = resource === undefined ? noun : assertName(resource, '--resource');
	const things = pluralOf(thing);
	const owns = description === undefined ? inWords(things) : assertDescription(description);
	const service = `${noun}-service`;
	return {
		service,
		schema: snake(service),
		SERVICE: snake(service).toUpperCase(),
		client: camel(pluralOf(noun)),
		port: String(port),
		owns,
		'literal:owns': JSON.stringify(owns),
		'literal:Owns': JSON.stringify(`${capital(owns)}.`),
		owner,
		Owner: capital(owner),
		other: OWNERS.find((one) => one !== owner) ?? '',
		kebab: thing,
		'kebab-plural': things,
		snake: snake(thing),
		'snake-plural': snake(things),
		'camel-plural': camel(things),
		Pascal: pascal(thing),
		'Pascal-plural': pascal(things),
		CONSTANT: snake(thing).toUpperCase(),
		words: inWords(thing),
		'words-plural': inWords(things),
		'Words-plural': capital(inWords(things)),
		'a words': `${articleOf(thing)} ${inWords(thing)}`,
		'A words': capital(`${articleOf(thing)} ${inWords(thing)}`),
		'a Pascal': `${articleOf(thing)}${pascal(thing)}`,
	};
}

/** Refuses names that something else has already: a service, a client of the SDK, scopes, or events. */
export function assertFree(words: Words): void {
	const scopes = new Set<string | undefined>(SCOPE_NAMES.map((scope) => scope.split(':')[0]));
	const domains = new Set<string>(EVENT_NAMES.map((event) => event.slice(0, event.lastIndexOf('.'))));
	const taken = [
		[words.service, 'service', new Set<string>(SERVICE_NAMES)],
		[
			words.client,
			'client of the SDK',
			new Set<string | null>(SERVICE_NAMES.map((name) => SERVICES[name].client)),
		],
		[words['kebab-plural'], 'scope', scopes],
		[words.snake, 'event', domains],
	] as const;
	for (const [word = '', kind, known] of taken)
		if (known.has(word))
			throw new Failure('unusable', 'SERVICE_EXISTS', `there is a ${kind} of that name already: ${word}`);
}

/** PostgreSQL reads these plurals as its own words. */
const WORDS_OF_SQL = ['references', 'values'];

/** Refuses names that the code of every service, its tables or the language have for something else. */
export function assertUnreserved(
	{ 'snake-plural': table = '' }: Words,
	{ made, used, tables }: { made: readonly string[]; used: ReadonlySet<string>; tables: readonly string[] },
): void {
	const reserved =
		made.find((name) => used.has(name) || name in globalThis) ??
		[...WORDS_OF_SQL, ...tables].find((name) => name === table);
	if (reserved === undefined) return;
	throw new Failure(
		'unusable',
		'NAME_RESERVED',
		`every service has something else that is called ${reserved}: take another --resource`,
	);
}

function assertName(name: string, what: string): string {
	if (/^[a-z]+(-[a-z]+)*$/.test(name) && name.length <= LONGEST_NAME) return name;
	throw new Failure(
		'unusable',
		'NAME_INVALID',
		`${what} is one or more words of small letters with hyphens between them, ${LONGEST_NAME} letters at most`,
	);
}

function assertDescription(text: string): string {
	const description = text.trim().replace(/\.$/, '');
	if (
		description !== '' &&
		description.length <= LONGEST_DESCRIPTION &&
		/^[^\p{C}|`\\{}$]*$/u.test(description)
	)
		return description;
	throw new Failure(
		'unusable',
		'DESCRIPTION_INVALID',
		`--description is one line of at most ${LONGEST_DESCRIPTION} letters, without | \` \\ { } $`,
	);
}

export function pluralOf(noun: string): string {
	if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`;
	return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

const snake = (name: string) => name.replaceAll('-', '_');
const camel = (name: string) => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => capital(camel(name));
const inWords = (name: string) => name.replaceAll('-', ' ');
const capital = (text: string) => text.replace(/^./, (letter) => letter.toUpperCase());
const articleOf = (noun: string) => (/^[aeiou]/.test(noun) ? 'an' : 'a');
