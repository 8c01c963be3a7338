import { DatabaseSettings } from '@claims-askes/chassis/config';

export const settings = DatabaseSettings;
