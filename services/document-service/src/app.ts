import { type App, createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import { documentsRoutes } from './api/v1/documents.routes';
import type { Settings } from './config';
import { documentsRepository } from './repositories/documents.repository';
import { uploadsRepository } from './repositories/uploads.repository';
import { openStore } from './storage/open-store';
import type { Deps } from './usecases/deps';

/** Small documents may come along with what is said of them, as a payment run's statements do. */
const INLINE_LIMIT_BYTES = 8 * 1_048_576;

export function buildApp(platform: Platform, config: Settings): App {
	const deps: Deps = {
		platform,
		documents: documentsRepository(platform.sql),
		uploads: uploadsRepository(platform.sql),
		store: openStore(config),
		maxBytes: config.DOCUMENT_MAX_BYTES,
		stored: platform.metrics.counter('documents_stored_bytes_total', 'Bytes of documents taken in', ['kind']),
	};
	return createApp(
		platform,
		{
			title: 'Documents',
			description:
				'Papers that belong to claims and people: stored, found, downloaded and kept for their time.',
			largeBodies: [{ prefix: '/api/v1/documents', limitBytes: INLINE_LIMIT_BYTES }],
		},
		[documentsRoutes(deps)],
	);
}
