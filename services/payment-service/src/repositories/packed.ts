/** JSON as it is stored where it is written often and read seldom. Statements repeat each other: a twentieth is left of them. */
export const pack = (document: unknown): Uint8Array =>
	Bun.zstdCompressSync(JSON.stringify(document), { level: 1 });

export const unpack = (packed: Uint8Array): unknown =>
	JSON.parse(Bun.zstdDecompressSync(packed).toString('utf8'));

/** For a parameter that `decode` reads. */
export const asBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
