#!/usr/bin/env node
// Makes sure that Bun and the modules are here, then runs `bun` with the arguments given, in the project's root.
import { ensureReady, handOver, root } from './bun.mjs';

handOver(ensureReady(), process.argv.slice(2), { cwd: root });
