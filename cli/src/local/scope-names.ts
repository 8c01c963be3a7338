import { SCOPE_NAMES } from '@claims-askes/contracts/scopes';

/** Every scope of the platform: a person who signs in asks for all, and gets those that they have. */
export const ALL_SCOPES: readonly string[] = SCOPE_NAMES;
