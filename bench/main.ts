/** `npm run bench -- WHAT`: one measurement by its name. */
import { importing } from './import';
import { memory } from './memory';
import { post } from './post';
import { road } from './road';
import { startup } from './startup';

const MEASUREMENTS: Readonly<Record<string, () => Promise<void>>> = {
	startup,
	memory,
	post,
	import: importing,
	road,
};

const what = Bun.argv[2] ?? '';
const measure = MEASUREMENTS[what];
if (!measure) {
	console.error(`what to measure: ${Object.keys(MEASUREMENTS).join(', ')}`);
	process.exit(2);
}
await measure();
process.exit(0);
