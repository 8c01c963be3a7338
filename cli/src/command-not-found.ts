import { Errors, type Hook } from '@oclif/core';
import { EXIT_CODES, Failure } from './failure';
import { print } from './flows/standard-output';
import { nearest } from './nearest';

/** Words that name no command are told as every failure is: by a sentence with a way out, or as one object. */
const commandNotFound: Hook.CommandNotFound = async ({ id, argv = [], config }) => {
	const words = id.split(':');
	const pages = new Set([...config.commandIDs, ...config.topics.map(({ name }) => name)]);
	const commands = config.commandIDs.map((command) => command.replaceAll(':', ' '));
	const meant = [words.slice(0, 2), words.slice(0, 1)]
		.map((beginning) => nearest(beginning.join(' '), commands))
		.filter((command) => command !== null)
		.slice(0, 1)
		.map((command) => `askes ${command}`);
	const failure = new Failure('unusable', 'COMMAND_UNKNOWN', `there is no command "${words.join(' ')}"`, {
		suggestions: [...meant, ['askes', ...knownBeginning(words, pages), '--help'].join(' ')],
	});
	if (!argv.includes('--json')) throw failure;
	const { code, message } = failure;
	print(`${JSON.stringify({ code, message }, null, 2)}\n`);
	throw new Errors.ExitError(EXIT_CODES.unusable);
};

export default commandNotFound;

/** The longest run of leading words that has a page of help. */
function knownBeginning(words: readonly string[], pages: ReadonlySet<string>): readonly string[] {
	const length = words.findLastIndex((_, at) => pages.has(words.slice(0, at + 1).join(':'))) + 1;
	return words.slice(0, length);
}
