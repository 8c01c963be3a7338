import type { AnyElysia } from 'elysia';
import type { Platform } from '../platform';
import { Answer } from './envelope';

const HIDDEN = { detail: { hide: true } };

/** What whoever runs a process asks of it: whether it lives, whether it can work, and its metrics. */
export function addOperations(app: AnyElysia, platform: Platform): void {
	const { registry } = platform.metrics;
	app
		.get('/health', () => new Answer({ status: 'alive' }), HIDDEN)
		.get(
			'/ready',
			async () => {
				const checks = await platform.readiness();
				const isReady = Object.values(checks).every((check) => check === 'ok');
				return new Answer(checks, { status: isReady ? 200 : 503, message: isReady ? 'ready' : 'not ready' });
			},
			HIDDEN,
		)
		.get(
			'/metrics',
			async () =>
				new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } }),
			HIDDEN,
		);
}
