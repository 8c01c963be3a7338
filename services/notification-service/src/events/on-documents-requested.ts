import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { tellOfRequests } from '../usecases/tell-of-events';

/** A claim waits for documents: whoever may have them is told. */
export const onDocumentsRequested = (platform: Platform, hasEmail: boolean) =>
	on('documents.requested', { apply: (tx, events) => tellOfRequests(platform, tx, events, hasEmail) });
