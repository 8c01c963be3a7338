import { startService } from '@claims-askes/chassis/service';
import { buildApp } from './app';
import { settings } from './config';

await startService({ name: 'benefit-service', settings, buildApp });
