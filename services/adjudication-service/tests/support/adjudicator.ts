/**
 * An adjudication process of a test, to be killed at any moment: hears the claims of one log, asks the test for facts over
 * HTTP, and writes to the database that it is given. `bun adjudicator.ts DATABASE_URL CLAIMS_DATABASE_URL FACTS_URL BATCH`
 */
import { startConsumer } from '@claims-askes/chassis/events/consumer';
import { readFeed } from '@claims-askes/chassis/events/feed';
import { testPlatform } from '@claims-askes/chassis/testing/platform';
import { settings } from '../../src/config';
import { onClaimSubmitted } from '../../src/events/on-claim-submitted';
import { onClaimVoided } from '../../src/events/on-claim-voided';
import type { FactSource } from '../../src/usecases/facts/fact-source';
import { createGatherFacts } from '../../src/usecases/facts/gather-facts';

const [databaseUrl = '', claimsUrl = '', factsUrl = '', batchSize = '10'] = Bun.argv.slice(2);
const platform = testPlatform(
	'adjudication-service',
	settings,
	{ DATABASE_URL: databaseUrl },
	{ now: () => new Date('2026-11-23T10:00:00Z') },
);
const claims = testPlatform('claims-service', settings, { DATABASE_URL: claimsUrl });

const facts = new Proxy({} as FactSource, {
	get: (_, question) => async (asked: unknown) => {
		const answer = await fetch(`${factsUrl}/${String(question)}`, {
			method: 'POST',
			body: JSON.stringify(asked),
		});
		return answer.json();
	},
});

startConsumer({
	service: 'adjudication-service',
	producer: 'claims-service',
	fetchPage: (request) => readFeed(claims.sql, 'claims-service', request),
	sql: platform.sql,
	log: platform.log,
	handlers: [onClaimSubmitted(platform, createGatherFacts(facts)), onClaimVoided(platform)],
	pollMs: 20,
	batchSize: Number(batchSize),
});
