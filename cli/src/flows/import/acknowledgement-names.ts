import { basename, dirname, join } from 'node:path';
import { isPipe } from '../open-input';

/** Where acknowledgements of X12 go: beside each file, into a folder, or nowhere. */
export type Acknowledge = 'beside' | { readonly folder: string } | null;

/** Beside what comes through a pipe there is nothing. */
export function acknowledgementFolder(path: string, acknowledge: Acknowledge): string | null {
	if (acknowledge !== 'beside') return acknowledge?.folder ?? null;
	return isPipe(path) ? null : dirname(path);
}

/** What the answers to a file are called, without their endings: each file has its own, also where two have one name. */
export class AcknowledgementNames {
	readonly #taken = new Set<string>();

	/** For a file whose answers go into this folder: files of several folders, or out of archives, may be namesakes. */
	take(folder: string, file: string): string {
		const base = join(folder, basename(file));
		let name = base;
		for (let times = 2; this.#taken.has(name); times++) name = `${base}.${times}`;
		this.#taken.add(name);
		return name;
	}
}
