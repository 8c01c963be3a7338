#!/usr/bin/env node
// Makes sure that Bun and the modules are here, then runs `bun` with the arguments given, in the project's root.
import { ensureBun, ensureModules, handOver, root } from './bun.mjs';

const bun = ensureBun();
ensureModules(bun);
handOver(bun, process.argv.slice(2), { cwd: root });
