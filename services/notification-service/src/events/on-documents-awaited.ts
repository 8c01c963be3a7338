import { on } from '@claims-askes/chassis/events/handlers';
import type { Platform } from '@claims-askes/chassis/platform';
import { tellOfRequests } from '../usecases/tell-of-events';

/** Documents that were asked for are due soon: whoever may have them is reminded. */
export const onDocumentsAwaited = (platform: Platform, hasEmail: boolean) =>
	on('documents.awaited', { apply: (tx, events) => tellOfRequests(platform, tx, events, hasEmail) });
