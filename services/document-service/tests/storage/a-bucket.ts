/** As much of S3 as a client uses that writes, reads parts of, and deletes objects; large ones in several parts. */
export function aBucket() {
	const objects = new Map<string, Uint8Array>();
	const parts = new Map<string, Map<number, Uint8Array>>();
	let isDown = false;

	async function answer(request: Request): Promise<Response> {
		const { pathname, searchParams } = new URL(request.url);
		if (!request.headers.get('authorization')?.startsWith('AWS4-HMAC-SHA256'))
			return new Response(null, { status: 403 });
		if (isDown) return new Response(null, { status: 503 });
		const upload = searchParams.get('uploadId') ?? '';
		if (request.method === 'POST' && searchParams.has('uploads')) {
			const id = crypto.randomUUID();
			parts.set(id, new Map());
			return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
		}
		if (request.method === 'PUT' && upload) {
			parts.get(upload)?.set(Number(searchParams.get('partNumber')), await request.bytes());
			return new Response(null, { headers: { etag: '"part"' } });
		}
		if (request.method === 'POST' && upload) {
			const inOrder = [...(parts.get(upload) ?? [])].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
			objects.set(pathname, Buffer.concat(inOrder));
			return xml('<CompleteMultipartUploadResult></CompleteMultipartUploadResult>');
		}
		if (request.method === 'PUT') {
			objects.set(pathname, await request.bytes());
			return new Response(null, { headers: { etag: '"whole"' } });
		}
		if (request.method === 'DELETE') {
			objects.delete(pathname);
			return new Response(null, { status: 204 });
		}
		const object = objects.get(pathname);
		if (!object) return new Response(null, { status: 404 });
		const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? [];
		if (first === undefined) return new Response(new Uint8Array(object));
		const part = object.slice(Number(first), last ? Number(last) + 1 : object.length);
		return new Response(part, { status: 206 });
	}

	const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer });
	return {
		endpoint: `http://127.0.0.1:${server.port}`,
		objects,
		goDown: (down: boolean) => {
			isDown = down;
		},
		stop: () => server.stop(true),
	};
}

const xml = (body: string) =>
	new Response(`<?xml version="1.0" encoding="UTF-8"?>${body}`, {
		headers: { 'content-type': 'application/xml' },
	});
