import { join } from 'node:path';
import { makeManifest } from './manifest';

/** Writes `oclif.manifest.json`, or with --check fails when it is not what the commands say. */
const root = join(import.meta.dir, '..');
const file = Bun.file(join(root, 'oclif.manifest.json'));
const text = `${JSON.stringify(await makeManifest(root), null, '\t')}\n`;

if (!Bun.argv.includes('--check')) {
	await Bun.write(file, text);
} else if (!(await file.exists()) || (await file.text()) !== text) {
	console.error('cli/oclif.manifest.json does not fit the commands: run bun run --cwd cli manifest');
	process.exit(1);
}
