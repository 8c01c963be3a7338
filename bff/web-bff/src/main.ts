import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';

await startService({ name: 'web-bff', settings, buildApp, needs: ['claims-service'] });
