/** A text as it is stored where it is long and seldom read. */
export const compressed = (text: string): Uint8Array => Bun.zstdCompressSync(text, { level: 1 });

export const uncompressed = (bytes: Uint8Array): string => Bun.zstdDecompressSync(bytes).toString();
