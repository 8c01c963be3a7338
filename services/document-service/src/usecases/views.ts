import type { Change } from '@claims-askes/chassis/db/audit';
import type { NewEvent } from '@claims-askes/chassis/events/new-event';
import type { Document } from '../domain/document';

export const viewOf = ({ content_key: _, status, ...document }: Document) => ({
	...document,
	status: status === 'removing' ? ('removed' as const) : status,
});

/** For the auditor; a file's name may well be a person's. */
export function auditOf(action: string, before: Document | null, after: Document): Change {
	const recorded = (document: Document) => {
		const { file_name: _, ...rest } = viewOf(document);
		return rest;
	};
	return {
		action,
		entity: 'document',
		entityId: after.id,
		...(before ? { before: recorded(before) } : {}),
		after: recorded(after),
	};
}

/** Said in the order of the claim it belongs to, where it belongs to one. */
export const storedEvent = ({ id, kind, claim_id }: Document): NewEvent => ({
	type: 'document.stored',
	key: claim_id ?? id,
	data: { document_id: id, kind, claim_id },
});
