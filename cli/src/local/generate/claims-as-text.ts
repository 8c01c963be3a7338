import { ClaimWriter } from '@claims-askes/sdk/x12';
import { type ClaimsOptions, generateClaims } from './generate-claims';
import type { Population } from './population';

/** Generated claims as an 837P interchange, or as one JSON object a line. */
export function* claimsAsText(
	population: Population,
	options: ClaimsOptions,
	format: 'x12' | 'ndjson',
): Generator<string> {
	if (format === 'ndjson') {
		for (const claim of generateClaims(population, options)) yield `${JSON.stringify(claim)}\n`;
		return;
	}
	const writer = new ClaimWriter({
		sender: { id: 'GENERATOR' },
		receiver: { id: 'ASKES01' },
		controlNumber: (Math.abs(options.seed) % 999_999_999) + 1,
		// As if written when the last service was rendered: the same seed gives the same bytes on any day.
		at: `${options.to}T12:00`,
		lineEnd: '\n',
	});
	for (const claim of generateClaims(population, options)) yield writer.write(claim);
	yield writer.end();
}
