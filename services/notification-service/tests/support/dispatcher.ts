/** A dispatcher of a test, to be killed while it sends: `bun dispatcher.ts DATABASE_URL LEASE_MS SECRETS_KEYS` */
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { settings } from '../../src/config';
import { depsOf } from '../../src/deps';
import { deliverDue } from '../../src/usecases/deliver-notifications';

const [databaseUrl = '', leaseMs = '', secretsKeys = ''] = Bun.argv.slice(2);
const platform = testPlatform('notification-service', settings, {
	...{ DATABASE_URL: databaseUrl, WEBHOOK_ALLOW_PRIVATE: 'true' },
	...{ WEBHOOK_TIMEOUT_MS: '10000', WEBHOOK_SECRETS_KEYS: secretsKeys },
});
const deps = depsOf(platform, platform.config);
while ((await deliverDue(deps, Number(leaseMs))) === 0);
