import { join } from 'node:path';

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{16}$/;

/** Where a key lies in a folder: spread over 256 folders by its last byte, which is random. */
export function pathOf(folder: string, key: string): string {
	// Keys are made by this service; whatever else came here must not name a file.
	if (!KEY.test(key)) throw new Error('this is no key of the store');
	return join(folder, key.slice(-2), key);
}
