import type { Platform } from '@claims-askes/chassis/platform';
import type { DocumentsRepository } from '../repositories/documents.repository';
import type { UploadsRepository } from '../repositories/uploads.repository';
import type { ContentStore } from './content-store';

export interface Deps {
	readonly platform: Platform;
	readonly documents: DocumentsRepository;
	readonly uploads: UploadsRepository;
	readonly store: ContentStore;
	readonly maxBytes: number;
	/** Counts bytes taken in, for the operators' dashboards. */
	readonly stored: { inc(labels: { readonly kind: string }, bytes: number): void };
}
