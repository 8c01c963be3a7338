import type { Platform } from '@claims-askes/chassis/platform';
import type { AuthorizationsRepository } from '../repositories/authorizations.repository';

export interface Deps {
	readonly platform: Platform;
	readonly authorizations: AuthorizationsRepository;
	/** Counts decisions, for the operators' dashboards. */
	readonly decided: { inc(labels: { readonly status: string }): void };
}
