import type { DocumentName } from '@claims-askes/sdk/ndjson';

/** A document in words, with its article. */
export const wordOf = (name: DocumentName) =>
	`${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name.replaceAll('_', ' ')}`;
