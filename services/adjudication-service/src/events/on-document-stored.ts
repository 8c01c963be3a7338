import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { hearDocuments } from '../usecases/hear-documents';

/** Has the claims decided again that waited for what has come. */
export const onDocumentStored = (platform: Platform) =>
	on('document.stored', { apply: (tx, events) => hearDocuments(platform, tx, events) });
