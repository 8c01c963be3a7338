import { Failure } from '../../failure';
import { openInput } from '../../flows/open-input';

/** A plan of every code that there is has fewer. */
const MOST_BYTES = 8 * 1024 * 1024;

export async function readPlanFile(path: string): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of await openInput(path)) {
		size += chunk.length;
		if (size > MOST_BYTES) {
			throw new Failure('unusable', 'PLAN_TOO_LARGE', `${path}: a plan has at most ${MOST_BYTES} bytes`, {
				facts: { file: path },
			});
		}
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
