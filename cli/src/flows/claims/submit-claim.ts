import type { AskesClients } from '@claims-askes/sdk';
import { fieldsOf, type WrittenDocument } from '../../local/written-document';
import { answered } from '../answered';
import { lookUntil } from '../look-until';
import { sendWritten } from '../refused-document';
import { UNDECIDED } from './on-the-way';

/** What a replacement says of itself beside its content. */
interface Correction {
	readonly frequency_code: '7';
	readonly original_claim_number: string;
}

/** Hands in one canonical claim that somebody wrote. */
export function submitClaim(askes: AskesClients, document: WrittenDocument, correction?: Correction) {
	const content = fieldsOf(document, 'one canonical claim', ['askes claims import FILE']);
	return sendWritten(document, async () => {
		const { data } = await askes.claims.POST('/api/v1/claims', {
			body: { ...content, ...correction } as never,
		});
		return answered(data);
	});
}

interface Waiting {
	readonly timeoutMs: number;
	readonly onChange: (line: string) => void;
}

/** The claim once it is decided and with payment, or waits for a person; or as it is when time is up. */
export async function waitUntilDecided(askes: AskesClients, id: string, waiting: Waiting) {
	const { seen, isDone } = await lookUntil({
		look: async () => {
			const { data } = await askes.claims.GET('/api/v1/claims/{id}', { params: { path: { id } } });
			const { content: _, ...claim } = answered(data);
			return claim;
		},
		inWords: ({ status }) => status,
		isDone: ({ status }) => !UNDECIDED.has(status),
		...waiting,
	});
	return { claim: seen, isDone };
}
