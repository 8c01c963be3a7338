import type { z } from 'zod';
import type { ReviewAction } from '../../domain/review-action';
import type { ReviewActions } from './review-items.schemas';

type Body = z.infer<typeof ReviewActions>;
type Requested = Body extends infer One ? (One extends unknown ? Omit<One, 'on'> : never) : never;

/** What a request asks for, as the domain knows it. */
export function actionOf(body: Requested): ReviewAction {
	switch (body.action) {
		case 'deny': {
			const { reason, carc, group, remarks } = body;
			return { kind: 'deny', reason, denial: { carc, group, ...(remarks && { remarks }) } };
		}
		case 'assign':
			return { kind: 'assign', assigned_to: body.assigned_to };
		case 'request-documents': {
			const { documents, due, note } = body;
			return { kind: 'request-documents', documents, due, note };
		}
		default:
			return { kind: body.action, reason: body.reason };
	}
}
