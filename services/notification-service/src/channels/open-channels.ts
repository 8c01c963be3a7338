import type { Settings } from '../config';
import type { Channels } from '../usecases/channels';
import { emailSender } from './email';
import { isAllowedUrl, sendWebhook } from './webhook';

export function openChannels(config: Settings, now: () => Date): Channels {
	const { SMTP_URL, MAIL_FROM, WEBHOOK_ALLOW_PRIVATE: allowPrivate, WEBHOOK_TIMEOUT_MS: timeoutMs } = config;
	return {
		email: SMTP_URL ? emailSender(SMTP_URL, MAIL_FROM) : null,
		webhook: (message) => sendWebhook(message, { allowPrivate, timeoutMs, now }),
		isAllowedUrl: (url) => isAllowedUrl(url, allowPrivate),
	};
}
