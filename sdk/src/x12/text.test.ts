import { expect, test } from 'bun:test';
import { decodeBytewise } from './text';

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const WITHOUT_BUFFERS = null as never;

test('character n of a block is byte n, in a runtime with buffers as in a browser', () => {
	for (const block of [EVERY_BYTE, EVERY_BYTE.subarray(0, 0x80), EVERY_BYTE.subarray(0xc0)]) {
		const written = String.fromCharCode(...block);
		expect(decodeBytewise(block)).toBe(written);
		expect(decodeBytewise(block, WITHOUT_BUFFERS)).toBe(written);
	}
});
