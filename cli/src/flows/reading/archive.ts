import { openPromise } from 'yauzl';
import { inflate, type UnpackGuard } from './inflate';
import { InputError } from './problem';

const MOST_FILES = 100_000;
const STORED = 0;
const DEFLATED = 8;
/** What macOS puts into an archive beside the files that it was asked to pack. */
const LEFT_BY_TOOLS = /^__MACOSX\/|(?:^|\/)\.DS_Store$/;

export interface ArchivedFile {
	readonly name: string;
	/** To be read to its end before the next file is asked for. */
	readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * The files of a ZIP archive, one after the other, by its central directory: the list at its end is what ZIP tools go by,
 * and says for each file where it ends.
 */
export async function* archivedFiles(path: string, guard: UnpackGuard): AsyncGenerator<ArchivedFile> {
	const archive = await openPromise(path, { lazyEntries: true, validateEntrySizes: true }).catch(unreadable);
	if (archive.entryCount > MOST_FILES) {
		archive.close();
		throw new InputError('ARCHIVE_TOO_MANY_FILES', String(MOST_FILES));
	}
	const entries = archive.eachEntry();
	let isEmpty = true;
	try {
		for (;;) {
			const next = await entries.next().catch(unreadable);
			if (next.done) break;
			const entry = next.value;
			if (entry.fileName.endsWith('/') || LEFT_BY_TOOLS.test(entry.fileName)) continue;
			isEmpty = false;
			if (entry.isEncrypted()) throw new InputError('ARCHIVE_ENCRYPTED', entry.fileName);
			if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
				throw new InputError('ARCHIVE_UNREADABLE', `${entry.fileName} is packed in a way that is not known`);
			const raw = await archive.openReadStreamPromise(entry, { decodeFileData: false }).catch(unreadable);
			const isStored = entry.compressionMethod === STORED;
			yield {
				name: entry.fileName,
				bytes: isStored ? counted(raw, guard) : inflate(raw, 'deflate-raw', guard),
			};
			raw.destroy();
		}
		if (isEmpty) throw new InputError('EMPTY', 'an archive without files');
	} finally {
		archive.close();
	}
}

function unreadable(error: Error): never {
	throw new InputError('ARCHIVE_UNREADABLE', error.message);
}

async function* counted(source: AsyncIterable<Uint8Array>, guard: UnpackGuard): AsyncGenerator<Uint8Array> {
	for await (const chunk of source) {
		guard.took(chunk.length);
		guard.gave(chunk.length);
		yield chunk;
	}
}
