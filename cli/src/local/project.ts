import { resolve } from 'node:path';

/** The repository's root: the local stack runs the services from their source. */
export const PROJECT_ROOT = resolve(import.meta.dir, '../../..');

export const DEFAULT_DATA_DIR = resolve(PROJECT_ROOT, '.askes');
