import type { Settings } from '../config';
import type { ContentStore } from '../usecases/content-store';
import { folderStore } from './folder-store';
import { s3Store } from './s3-store';

/** The store that the settings name: a bucket where there is one, else the folder. */
export function openStore(config: Settings): ContentStore {
	const { DOCUMENT_DIR, S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
	if (!S3_BUCKET) return folderStore(DOCUMENT_DIR);
	return s3Store(DOCUMENT_DIR, {
		bucket: S3_BUCKET,
		...(S3_ENDPOINT ? { endpoint: S3_ENDPOINT } : {}),
		...(S3_REGION ? { region: S3_REGION } : {}),
		...(S3_ACCESS_KEY_ID ? { accessKeyId: S3_ACCESS_KEY_ID } : {}),
		...(S3_SECRET_ACCESS_KEY ? { secretAccessKey: S3_SECRET_ACCESS_KEY } : {}),
	});
}
