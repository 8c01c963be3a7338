/**
 * What a million code pairs take in memory, and how long a look-up among them takes.
 * Run by hand: `bun services/shared/engine/src/codes/pair-table.bench.ts`
 */
import { PairTable } from './pair-table';

const PAIRS = 1_000_000;
const CODES = 16_000;
const LOOKUPS = 5_000_000;
const DAY = 20_000;

const codes = Array.from({ length: CODES }, (_, at) => String(10_000 + at));
const memory = () => process.memoryUsage().rss / 1024 ** 2;

Bun.gc(true);
const before = memory();
const began = performance.now();
const table = new PairTable(PAIRS);
for (let row = 0; row < PAIRS; row++) {
	const from = Math.floor((row * CODES) / PAIRS);
	table.add(
		codes[from] as string,
		codes[(from * 7 + row * 13) % CODES] as string,
		row % 2,
		9_000 + (row % 9_000),
	);
}
const built = performance.now() - began;
Bun.gc(true);
console.log(`${table.size} pairs: built in ${Math.round(built)} ms, ${Math.round(memory() - before)} MB`);

let found = 0;
const start = performance.now();
for (let at = 0; at < LOOKUPS; at++) {
	const a = codes[(at * 7_919) % CODES] as string;
	const b = codes[(at * 104_729 + (at >> 3)) % CODES] as string;
	if (table.indicatorOf(a, b, DAY) !== undefined) found++;
}
const each = ((performance.now() - start) * 1e6) / LOOKUPS;
console.log(`${Math.round(each)} ns a look-up, ${found} of ${LOOKUPS} found`);
