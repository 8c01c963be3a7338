/**
 * What `npm pack` adds to the sources: JavaScript with declarations in `dist/`, for Node and browsers, and the licence.
 * Bun and this repository read the sources themselves (the condition `bun`).
 */
import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const DIST = join(import.meta.dir, 'dist');
/** `from './a'`, `import('./a')` and `import './a'`, as the compiler writes them. */
const RELATIVE = /((?:from|import)\s*\(?\s*)(['"])(\.{1,2}(?:\/[^'"]+)?)\2/g;

await rm(DIST, { recursive: true, force: true });
const compiled = Bun.spawnSync(
	[process.execPath, 'x', 'tsc', '-p', join(import.meta.dir, 'tsconfig.build.json')],
	{
		cwd: join(import.meta.dir, '..'),
		stdout: 'inherit',
		stderr: 'inherit',
	},
);
if (!compiled.success) process.exit(1);
await cp(join(import.meta.dir, '../LICENSE'), join(import.meta.dir, 'LICENSE'));
const written = new Set(new Bun.Glob('**/*.{js,d.ts}').scanSync(DIST));
await Promise.all([...written].map(nameFiles));

/** Node and browsers load what a specifier names, to the letter: a file, never a folder, nor a name without its ending. */
async function nameFiles(path: string): Promise<void> {
	const file = join(DIST, path);
	const text = await Bun.file(file).text();
	await Bun.write(
		file,
		text.replace(RELATIVE, (_, before: string, quote: string, to: string) => {
			const target = join(dirname(path), to);
			const named = written.has(`${target}.js`) ? `${to}.js` : `${to}/index.js`;
			if (!written.has(join(dirname(path), named)))
				throw new Error(`${path} imports ${to}, which is not there`);
			return `${before}${quote}${named}${quote}`;
		}),
	);
}
