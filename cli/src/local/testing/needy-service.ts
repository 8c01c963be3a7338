import { portOf } from '../stack/layout';
import { answersReady } from '../stack/process';

/** Stands where claims-service would, and is only ready while document-service is. */
const port = Number(Bun.env.PORT);
const needed = portOf('document-service', port - portOf('claims-service', 0));
Bun.serve({
	hostname: Bun.env.HOST ?? '',
	port,
	fetch: async () => new Response(null, { status: (await answersReady(needed)) ? 200 : 503 }),
});
process.once('SIGTERM', () => process.exit(0));
