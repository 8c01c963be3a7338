import { type ByteSource, bytesOf } from '../byte-stream';
import { Tokenizer } from '../tokenizer';
import { ClaimReader } from './claim-reader';
import type { ClaimReading, ReadClaimsOptions } from './claim-reading';

/**
 * Reads the claims of an 837 (professional, institutional or dental) as they come in. What is whole is handed out
 * before a file that breaks off or cannot be read ends in an `X12Error`.
 */
export async function* readClaims(
	source: ByteSource,
	options: ReadClaimsOptions = {},
): AsyncGenerator<ClaimReading> {
	const reader = new ClaimReader(options);
	for await (const chunk of bytesOf(source)) {
		// Claims that pile up until a long chunk is read outlive their first collection, which costs a tenth of it all.
		for (const block of Tokenizer.blocks(chunk)) {
			reader.push(block);
			for (const reading of reader.take()) yield reading;
		}
		if (reader.failure) break;
	}
	reader.end();
	for (const reading of reader.take()) yield reading;
	if (reader.failure) throw reader.failure;
}
