import { Database } from 'bun:sqlite';
import type { ResourcesBeside } from '@claims-askes/sdk/fhir';
import { Failure } from '../../failure';
import { isPipe } from '../open-input';
import { detectFormat } from './detect';
import { type Input, openInputs } from './inputs';
import { MOST_CHARACTERS } from './limits';
import { problemOf } from './problem';

const CACHE_KB = 16_384;

/**
 * Patients, coverage and providers that lie in other files than the claims, as in a bulk export. The files are looked
 * through once, when a claim first refers to something that its own document does not hold; they wait in a file without
 * a name once they are more than a cache holds. A pipe is there only once, so it holds nothing for others.
 */
export class FhirBeside implements ResourcesBeside {
	#shelf: Promise<Shelf> | undefined;

	constructor(private readonly paths: readonly string[]) {}

	async find(name: string): Promise<readonly string[]> {
		this.#shelf ??= this.#filled();
		return (await this.#shelf).find(name);
	}

	async close(): Promise<void> {
		(await this.#shelf)?.close();
	}

	async #filled(): Promise<Shelf> {
		const shelf = new Shelf();
		for (const path of this.paths) {
			if (isPipe(path)) continue;
			try {
				for await (const input of openInputs(path)) await this.#take(input, shelf);
			} catch (error) {
				// It is told where the file is read for its claims.
				if (!problemOf(error) && !(error instanceof Failure)) throw error;
			}
		}
		return shelf.sorted();
	}

	async #take(input: Input, shelf: Shelf): Promise<void> {
		const isFhir = (await detectFormat(input.head)).format === 'fhir';
		if (!isFhir) return void (await input.bytes.return(undefined));
		const { readReferred } = await import('@claims-askes/sdk/fhir');
		for await (const { names, text } of readReferred(input.bytes, { mostCharacters: MOST_CHARACTERS }))
			shelf.put(names, text);
	}
}

class Shelf {
	readonly #database = new Database(':memory:');
	readonly #putText;
	readonly #putName;
	#find: ReturnType<typeof prepareFind> | undefined;

	constructor() {
		for (const setting of ['temp_store=FILE', `temp.cache_size=-${CACHE_KB}`, 'temp.journal_mode=OFF'])
			this.#database.run(`PRAGMA ${setting}`);
		this.#database.run('CREATE TEMP TABLE texts (id INTEGER PRIMARY KEY, text TEXT)');
		this.#database.run('CREATE TEMP TABLE names (name TEXT, text_id INTEGER)');
		this.#putText = this.#database.prepare<unknown, [string]>('INSERT INTO texts (text) VALUES (?)');
		this.#putName = this.#database.prepare<unknown, [string, number | bigint]>(
			'INSERT INTO names VALUES (?, ?)',
		);
		this.#database.run('BEGIN');
	}

	put(names: readonly string[], text: string): void {
		const { lastInsertRowid } = this.#putText.run(text);
		for (const name of names) this.#putName.run(name, lastInsertRowid);
	}

	/** Sorted once when all is there: an index that grows with random keys costs a read and a write a row. */
	sorted(): this {
		this.#database.run('COMMIT');
		this.#database.run('CREATE INDEX temp.texts_by_name ON names (name)');
		this.#find = prepareFind(this.#database);
		return this;
	}

	find(name: string): string[] {
		return (this.#find?.all(name) ?? []).map(({ text }) => text);
	}

	close(): void {
		this.#database.close();
	}
}

/** Two suffice to know that there is more than one. */
const prepareFind = (database: Database) =>
	database.prepare<{ readonly text: string }, [string]>(
		'SELECT DISTINCT text FROM names JOIN texts ON id = text_id WHERE name = ? LIMIT 2',
	);
