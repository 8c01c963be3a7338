import { closeSync, openSync, readSync } from 'node:fs';
import { ClaimReader } from '@claims-askes/sdk/x12/claims';

/** Our reader on one file, once, in a process of its own: `x12-reader.ts FILE [check]` prints what it saw and how long it took. */
const [, , file = '', check] = process.argv;
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

/** One piece of memory for the whole file, as long as the blocks that `readClaims` hands out: not the stream before it is measured. */
const piece = new Uint8Array(32 * 1024);
const input = openSync(file, 'r');
let bytes = 0;
for (let length = readSync(input, piece); length > 0; length = readSync(input, piece)) {
	bytes += length;
	reader.push(piece.subarray(0, length));
	count();
}
closeSync(input);
reader.end();
count();
const ms = performance.now() - began;
const rss = process.resourceUsage().maxRSS * 1024;
console.log(`RESULT ${JSON.stringify({ ms, ...seen, bytes, rss })}`);
