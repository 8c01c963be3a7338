import { createGate } from './gate';
import { verifierOf } from './verifier';

/** The gate as a process of its own, beside Mosquitto (docker-compose.yml). */
const { HOST = '127.0.0.1', PORT = '8080', OIDC_ISSUER } = Bun.env;
if (OIDC_ISSUER === undefined) throw new Error('OIDC_ISSUER is not set: whose tokens should be believed?');

Bun.serve({ hostname: HOST, port: Number(PORT), fetch: createGate(verifierOf(OIDC_ISSUER)) });
