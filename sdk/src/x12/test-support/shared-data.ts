import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real files that may lie beside the repository; tests over them are skipped, visibly, where they do not. */
export const SHARED_DATA = fileURLToPath(new URL('../../../../../shared/data', import.meta.url));

export const hasSharedData = existsSync(`${SHARED_DATA}/SOURCES.md`);

export interface SharedFile {
	readonly name: string;
	readonly facts: string;
	readonly bytes: () => Uint8Array;
}

/** The files of a folder with what SOURCES.md says of each. */
export function sharedFiles(folder: string): SharedFile[] {
	if (!hasSharedData) return [];
	const rows = new Map(
		readFileSync(`${SHARED_DATA}/SOURCES.md`, 'utf8')
			.split('\n')
			.filter((line) => line.startsWith('| '))
			.map((line) => line.split('|').map((cell) => cell.trim()))
			.map((cells) => [cells[1] ?? '', cells[4] ?? '']),
	);
	return readdirSync(`${SHARED_DATA}/${folder}`)
		.sort()
		.map((file) => ({
			name: `${folder}/${file}`,
			facts: rows.get(`${folder}/${file}`) ?? '',
			bytes: () => readFileSync(`${SHARED_DATA}/${folder}/${file}`),
		}));
}
