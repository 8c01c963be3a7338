export const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
export const LATIN_1 = new TextDecoder('windows-1252');

const ASCII = new TextDecoder('utf-8', { ignoreBOM: true });
const STEP = 8192;

/**
 * A block as text in which character n is byte n, so that offsets found in the bytes cut the text.
 * Plain ASCII takes the engine's fast road; anything else is widened byte by byte and decoded where it is used.
 */
export function decodeBytewise(bytes: Uint8Array): string {
	const text = ASCII.decode(bytes);
	if (text.length === bytes.length && !text.includes('\ufffd')) return text;
	let wide = '';
	for (let at = 0; at < bytes.length; at += STEP)
		wide += String.fromCharCode(...bytes.subarray(at, at + STEP));
	return wide;
}
