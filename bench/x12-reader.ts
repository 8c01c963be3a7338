import { createReadStream, statSync } from 'node:fs';
import { ClaimReader } from '@claims-askes/sdk/x12';

/** Our reader on one file, once, in a process of its own: `x12-reader.ts FILE [check]` prints what it saw and how long it took. */
const [, , file = '', check] = Bun.argv;
const began = performance.now();
const reader = new ClaimReader({ check: check === 'check' });
const seen = { claims: 0, lines: 0, cents: 0 };

function count(): void {
	for (const reading of reader.take()) {
		if (reading.kind !== 'claim') continue;
		seen.claims++;
		seen.lines += reading.claim.lines.length;
		seen.cents += Math.round(Number(reading.claim.total_charge) * 100);
	}
}

for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
	reader.push(chunk);
	count();
}
reader.end();
count();
const ms = performance.now() - began;
const rss = process.resourceUsage().maxRSS * 1024;
console.log(`RESULT ${JSON.stringify({ ms, ...seen, bytes: statSync(file).size, rss })}`);
