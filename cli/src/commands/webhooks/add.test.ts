import { expect, test } from 'bun:test';
import document from '../../../../openapi/notification-service.json' with { type: 'json' };
import WebhooksAdd from './add';

test('what can be subscribed to is what notification-service publishes', () => {
	const offered = [...(WebhooksAdd.flags.topic.options ?? [])];
	expect(offered.toSorted()).toEqual(document.components.schemas.NotificationTopic.enum.toSorted());
});
