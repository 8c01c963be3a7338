import type { Difference } from '@claims-askes/engine';

/** Where a decision is not as its case expects, for a person. */
export const differenceLine = ({ path, expected, actual }: Difference): string =>
	`not as expected: ${path} is ${written(actual)}, not ${written(expected)}`;

const written = (value: unknown): string => JSON.stringify(value ?? null);
