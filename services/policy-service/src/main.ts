import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';

await startService({ name: 'policy-service', settings, buildApp });
