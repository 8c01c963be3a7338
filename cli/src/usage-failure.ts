import { Failure } from './failure';
import { nearest } from './nearest';

/**
 * What is wrong with the words of a command, as every failure is told: by a sentence and the page that helps. oclif lays
 * its own out over several lines, and writes them into the message of whatever a flag of ours throws.
 */
export function usageFailure(error: Error, command: string, flags: readonly string[]): Failure {
	const sentence = error.message
		.replace(/\nSee more help with --help$/, '')
		.replace(/^The following errors? occurred:\s+/, '')
		.replace(/^Parsing (--\S+) \n\t/, '$1: ')
		.replaceAll(/\s*\n\s*/g, ' ');
	const unknown = /^Nonexistent flag: --(\S+)$/.exec(sentence)?.[1];
	const meant = unknown === undefined ? null : nearest(unknown, flags);
	const code = error instanceof Failure ? error.code : 'USAGE_INVALID';
	return new Failure('unusable', code, meant ? `${sentence}; --${meant} is near to it` : sentence, {
		suggestions: [`askes ${command.replaceAll(':', ' ')} --help`],
	});
}
