export const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
export const LATIN_1 = new TextDecoder('windows-1252');

const ASCII = new TextDecoder('utf-8', { ignoreBOM: true });
const STEP = 8192;

/**
 * A block as text in which character n is byte n, so that offsets found in the bytes cut the text. Where the runtime
 * has buffers, they do just that; a browser has a fast road for plain ASCII and widens anything else byte by byte,
 * which for a file with an accent in every block costs as much as all the rest of the reading.
 */
export function decodeBytewise(bytes: Uint8Array, buffers = globalThis.Buffer): string {
	if (buffers) return buffers.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
	const text = ASCII.decode(bytes);
	if (text.length === bytes.length && !text.includes('\ufffd')) return text;
	let wide = '';
	for (let at = 0; at < bytes.length; at += STEP)
		wide += String.fromCharCode(...bytes.subarray(at, at + STEP));
	return wide;
}

/** The bytes of text that a reader keeps byte by byte: each character is one. */
export function bytesOf(text: string): Uint8Array {
	const bytes = new Uint8Array(text.length);
	for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
	return bytes;
}
