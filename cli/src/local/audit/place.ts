import { join } from 'node:path';
import { layoutOf } from '../stack';
import type { Env, Place } from './trail';

/** Where keys and signed heads lie, outside of every database: AUDIT_DIR, or beside the local stack's data. */
export const auditFolder = (place: Place, env: Env): string =>
	env.AUDIT_DIR || folderBeside(layoutOf(place).folder);

export const folderBeside = (stackFolder: string): string => join(stackFolder, 'audit');
