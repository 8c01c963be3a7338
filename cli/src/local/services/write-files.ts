import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlannedFile } from './plan-service';

/** Writes all files, or leaves everything as it was; `finish` is part of it. */
export function writeAll(root: string, files: readonly PlannedFile[], finish: () => void): void {
	const undo: (() => void)[] = [];
	try {
		for (const { path, before, after } of files) {
			const file = join(root, path);
			const made = mkdirSync(dirname(file), { recursive: true });
			if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
			writeFileSync(file, after, before === null ? { flag: 'wx' } : {});
			undo.push(() => (before === null ? rmSync(file, { force: true }) : writeFileSync(file, before)));
		}
		finish();
	} catch (error) {
		for (const step of undo.reverse()) step();
		throw error;
	}
}
