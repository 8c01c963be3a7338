#!/usr/bin/env node
// `npx askes`: answers help and version from the cached manifest in an instant, and hands all else over to Bun.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
/** Bun lets garbage lie in proportion to the machine's memory; a file of any size is to need no more than a small one. */
const SMALL_HEAP = { BUN_JSC_forceRAMSize: '1000000000' };
const readsFiles = () => args[0] === 'convert' || (args[0] === 'claims' && args[1] === 'import');

const answer = answerFromManifest();
if (answer !== null) {
	// Who reads no further misses nothing; that nothing more fits is a failure.
	process.stdout.on('error', ({ code }) => {
		if (code === 'EPIPE') process.exit(0);
		process.stderr.write(`askes: the output cannot be written (${code})\n`);
		process.exit(1);
	});
	process.stdout.write(answer);
} else {
	const { ensureReady, handOver, root } = await import('./bun.mjs');
	handOver(ensureReady(), [join(root, 'cli/src/main.ts'), ...args], { env: readsFiles() ? SMALL_HEAP : {} });
}

/** Null when it takes more than looking a page up: a command to run, or words that no command has. */
function answerFromManifest() {
	const [first] = args;
	const end = args.indexOf('--');
	const asked = end < 0 ? args : args.slice(0, end);
	const isVersion = first === '--version' || first === '-v';
	const isHelp = first === undefined || first === 'help' || asked.includes('--help') || asked.includes('-h');
	const path = fileURLToPath(new URL('../oclif.manifest.json', import.meta.url));
	if (!(isVersion || isHelp) || !existsSync(path)) return null;

	const { help, version } = JSON.parse(readFileSync(path, 'utf8'));
	if (isVersion) return `askes ${version}\n`;
	const words = first === 'help' ? args.slice(1) : args;
	return help[pageFor(words, help)] ?? null;
}

/** The longest run of leading words that has a page: what follows are the command's own arguments. */
function pageFor(words, help) {
	const flag = words.findIndex((word) => word.startsWith('-'));
	const named = flag < 0 ? words : words.slice(0, flag);
	for (let length = named.length; length > 0; length--) {
		const page = named.slice(0, length).join(' ');
		if (page in help) return page;
	}
	return named.length === 0 ? '' : null;
}
