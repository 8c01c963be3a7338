import { rm } from 'node:fs/promises';
import { OutageError } from '@claims-askes/chassis/outage';
import { S3Client, type S3Options } from 'bun';
import type { ContentStore } from '../usecases/content-store';
import { pathOf } from './key-path';
import { writeDurably } from './write-durably';

/**
 * Documents in an S3 bucket. They pass through a folder, so that only what is whole and as announced is ever sent, and
 * nothing half-uploaded stays in the bucket.
 */
export function s3Store(folder: string, options: S3Options): ContentStore {
	const bucket = new S3Client(options);
	const nameOf = (key: string) => pathOf('', key);
	return {
		async write(key, chunks) {
			const path = pathOf(folder, key);
			await writeDurably(path, chunks);
			try {
				await orOutage(bucket.write(nameOf(key), Bun.file(path)));
			} finally {
				await rm(path, { force: true });
			}
		},
		// As a stream: a Response made of the file itself would send the caller to the bucket.
		read: (key, first, end) => bucket.file(nameOf(key)).slice(first, end).stream(),
		async remove(key) {
			await rm(`${pathOf(folder, key)}.incoming`, { force: true });
			await rm(pathOf(folder, key), { force: true });
			await orOutage(bucket.delete(nameOf(key)));
		},
	};
}

/** Whatever the bucket answers to a sound request says nothing of the document: it can be sent again later. */
async function orOutage<T>(request: Promise<T>): Promise<T> {
	try {
		return await request;
	} catch (cause) {
		throw new OutageError('the bucket', { cause });
	}
}
