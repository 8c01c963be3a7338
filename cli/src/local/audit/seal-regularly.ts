import { pause } from '../system/pause';
import { sealTrails } from './seal';

export interface Regularly {
	readonly everyMs: number;
	readonly signal: AbortSignal;
	readonly say: (text: string) => void;
}

/** Often enough that little is ever unsealed; connected only meanwhile, so that a quiet stack has nothing of it. */
export const SEAL_EVERY_MS = 30_000;

/** Seals again and again until it is told to end. What goes wrong is said once, and tried again. */
export async function sealRegularly(
	urls: () => readonly string[],
	folder: string,
	{ everyMs, signal, say }: Regularly,
): Promise<void> {
	let said = '';
	const sayOnce = (text: string) => {
		if (text !== said && text !== '') say(text);
		said = text;
	};
	while (!signal.aborted) {
		try {
			const { lost } = await sealTrails(urls(), folder, { signal });
			sayOnce(
				lost.length === 0
					? ''
					: 'audit: seals that were signed are not there any more; askes audit verify says which',
			);
		} catch (error) {
			sayOnce(`audit: nothing can be sealed: ${error instanceof Error ? error.message : String(error)}`);
		}
		await pause(everyMs, signal);
	}
}
