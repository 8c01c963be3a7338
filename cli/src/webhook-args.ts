import { Args } from '@oclif/core';

export const webhookArgs = { webhook: Args.string({ required: true, description: 'its id' }) };
