import { startBroker } from './broker';
import { verifierOf } from './verifier';

/** The broker as a process of its own, beside the services. */
const log = (event: string, facts: Record<string, unknown> = {}) =>
	console.log(JSON.stringify({ time: new Date().toISOString(), service: 'broker', event, ...facts }));

const { HOST = '127.0.0.1', PORT = '11883', OIDC_ISSUER } = Bun.env;
if (OIDC_ISSUER === undefined) throw new Error('OIDC_ISSUER is not set: whose tokens should be believed?');

const broker = await startBroker({ host: HOST, port: Number(PORT), verify: verifierOf(OIDC_ISSUER), log });
log('listening', { port: broker.port });

const end = async () => {
	await broker.close();
	process.exit(0);
};
process.once('SIGTERM', end);
process.once('SIGINT', end);
