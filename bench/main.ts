/** `npm run bench -- WHAT`: one measurement by its name. */
import { engine } from './engine';
import { importing } from './import';
import { latency } from './latency';
import { memory } from './memory';
import { post } from './post';
import { road } from './road';
import { startup } from './startup';
import { x12 } from './x12';

const MEASUREMENTS: Readonly<Record<string, () => Promise<void>>> = {
	startup,
	memory,
	post,
	import: importing,
	road,
	latency,
	x12,
	engine,
};

const what = Bun.argv[2] ?? '';
const measure = MEASUREMENTS[what];
if (!measure) {
	console.error(`what to measure: ${Object.keys(MEASUREMENTS).join(', ')}`);
	process.exit(2);
}
await measure();
process.exit(0);
