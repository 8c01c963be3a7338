/** Stands where a service would: ready after a moment, tells what it was given, and drains on SIGTERM. */
const readyAt = performance.now() + 200;
const server = Bun.serve({
	hostname: Bun.env.HOST ?? '',
	port: Number(Bun.env.PORT),
	fetch: (request) => {
		const { pathname } = new URL(request.url);
		if (pathname === '/ready') return new Response(null, { status: performance.now() < readyAt ? 503 : 200 });
		return Response.json({ pid: process.pid, env: Bun.env });
	},
});
console.log(`${Bun.env.SERVICE_NAME} listens on ${server.port}`);
process.once('SIGTERM', async () => {
	await server.stop();
	console.log(`${Bun.env.SERVICE_NAME} drained`);
	process.exit(0);
});
