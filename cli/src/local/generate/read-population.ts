import { Failure } from '../../failure';
import { readText } from '../../flows/open-input';
import type { Population } from './population';

const PARTS = ['plans', 'policies', 'providers', 'members'] as const;

/** The population that `generate population` wrote into a file. */
export async function readPopulation(path: string): Promise<Population> {
	const text = await readText(path);
	const population = parsed(text);
	if (PARTS.every((part) => Array.isArray(population?.[part]))) return population as Population;
	const message = `${path} is no population as askes generate population writes one`;
	throw new Failure('unusable', 'POPULATION_UNREADABLE', message, { facts: { file: path } });
}

function parsed(text: string): Partial<Population> | null {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
