import { canonicalJson } from '@claims-askes/kernel/canonical-json';

/** What a document is recognised by, in whatever order its keys were written. */
export const contentHash = (document: unknown): string =>
	new Bun.CryptoHasher('sha256').update(canonicalJson(document)).digest('base64url');
