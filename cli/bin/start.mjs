#!/usr/bin/env node
// `npm start`: makes sure that Bun and the modules are here, then runs the local stack in the foreground.
import { join } from 'node:path';
import { ensureReady, handOver, root } from './bun.mjs';

handOver(ensureReady(), [join(root, 'cli/src/local/start.ts'), ...process.argv.slice(2)], {
	endWithParent: true,
});
