import { readClaims, X12Error } from '@claims-askes/sdk/x12';
import { openInput } from '../../flows/open-input';
import { refusal } from '../../flows/reading/problem';
import type { Population } from './population';
import { PopulationOfClaims } from './population-of-claims';

/** The population that the claims of a file speak of. What can be read of a damaged file counts. */
export async function populationFromFile(path: string): Promise<Population> {
	const people = new PopulationOfClaims();
	try {
		for await (const reading of readClaims(await openInput(path))) {
			if (reading.kind === 'claim') people.add(reading.claim);
		}
	} catch (error) {
		if (!(error instanceof X12Error)) throw error;
		if (people.population.policies.length === 0) throw refusal(path, error.problem);
	}
	return people.population;
}
