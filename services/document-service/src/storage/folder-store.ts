import { rm } from 'node:fs/promises';
import type { ContentStore } from '../usecases/content-store';
import { pathOf } from './key-path';
import { writeDurably } from './write-durably';

/** Documents in a folder of this machine, or of a disk that replicas share. */
export function folderStore(folder: string): ContentStore {
	return {
		write: (key, chunks) => writeDurably(pathOf(folder, key), chunks),
		read: (key, first, end) => Bun.file(pathOf(folder, key)).slice(first, end),
		async remove(key) {
			await rm(`${pathOf(folder, key)}.incoming`, { force: true });
			await rm(pathOf(folder, key), { force: true });
		},
	};
}
