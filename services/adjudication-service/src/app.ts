import { createApp } from '@claims-askes/chassis/http/app';
import type { Platform } from '@claims-askes/chassis/platform';
import type { z } from 'zod';
import {
	accumulatorsRoutes,
	claimDecisionsRoutes,
	decisionsRoutes,
	rulesRoutes,
} from './api/v1/decisions.routes';
import { predeterminationsRoutes } from './api/v1/predeterminations.routes';
import { recalculationsRoutes } from './api/v1/recalculations.routes';
import { replaysRoutes } from './api/v1/replays.routes';
import {
	adjudicationsRoutes,
	overridesRoutes,
	reviewActionsRoutes,
	reviewItemsRoutes,
} from './api/v1/review-items.routes';
import { simulationsRoutes } from './api/v1/simulations.routes';
import type { settings } from './config';
import { type GatherFactsOf, gatherFactsOf } from './usecases/predetermination/gather-facts-of';

export function buildApp(
	platform: Platform,
	{ SECOND_APPROVER_ABOVE }: z.infer<typeof settings>,
	gatherFacts: GatherFactsOf = gatherFactsOf(platform),
) {
	const desk = { platform, aloneUpTo: SECOND_APPROVER_ABOVE };
	return createApp(
		platform,
		{
			title: 'Adjudication',
			description:
				'Decisions with their explanation, balances, the rules, and the queue of claims for review.',
			// A decision names its member and provider, a fund its group; a reversal names nobody, so that nobody restricted sees it.
			visibleTo: (rule, { data }) => Object.entries(rule).every(([whose, id]) => data[whose] === id),
		},
		[
			decisionsRoutes(platform),
			claimDecisionsRoutes(platform),
			rulesRoutes(),
			accumulatorsRoutes(platform),
			reviewItemsRoutes(desk),
			reviewActionsRoutes(desk),
			overridesRoutes(desk),
			replaysRoutes(platform),
			simulationsRoutes(platform),
			predeterminationsRoutes(platform, gatherFacts),
			recalculationsRoutes(platform),
			adjudicationsRoutes(platform),
		],
	);
}
