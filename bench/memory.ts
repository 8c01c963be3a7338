import { type PartStatus, startStack } from './stack';

const SETTLE_MS = 10_000;
const MB = 1_048_576;

/** Resident memory of every process after ten idle seconds. */
export async function memory(): Promise<void> {
	const stack = await startStack();
	await Bun.sleep(SETTLE_MS);
	const { parts } = await stack.askes<{ parts: PartStatus[] }>('status');
	const database = parts.find(({ name }) => name === 'postgres');
	const rows = parts
		.filter(({ pid, name }) => pid !== null && name !== 'postgres')
		.map(({ name, memory_bytes }) => ({ name, bytes: memory_bytes ?? 0 }));
	const shared = database?.pid ? await proportionalMemory(database.pid) : 0;
	for (const { name, bytes } of rows)
		console.log(`${name.padEnd(24)} ${(bytes / MB).toFixed(0).padStart(5)} MB`);
	console.log(
		`${'postgres, all processes'.padEnd(24)} ${(shared / MB).toFixed(0).padStart(5)} MB (proportional)`,
	);
	const total = rows.reduce((sum, { bytes }) => sum + bytes, shared);
	console.log(`${'whole stack'.padEnd(24)} ${(total / MB).toFixed(0).padStart(5)} MB`);
	await stack.remove();
}

/** PostgreSQL's processes share their buffers; each page is counted once. */
async function proportionalMemory(postmaster: number): Promise<number> {
	const children = await Bun.$`cat /proc/${postmaster}/task/${postmaster}/children`.quiet().text();
	let bytes = 0;
	for (const pid of [String(postmaster), ...children.trim().split(/\s+/)].filter(Boolean)) {
		const rollup = await Bun.file(`/proc/${pid}/smaps_rollup`)
			.text()
			.catch(() => '');
		bytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) * 1024;
	}
	return bytes;
}
