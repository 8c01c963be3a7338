import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';
import { hears } from './events';

await startService({ name: 'claims-service', settings, buildApp, hears });
