import { createHmac } from 'node:crypto';
import { type LookupAddress, lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { RECEIVER_GONE, RECEIVER_SILENT } from '../domain/webhook';
import type { WebhookMessage, WebhookOutcome } from '../usecases/channels';
import { isPublicAddress } from './private-addresses';

export interface WebhookOptions {
	/** For a developer's machine: any address, and without TLS. */
	readonly allowPrivate: boolean;
	readonly timeoutMs: number;
	readonly now: () => Date;
}

const PRIVATE = 'WEBHOOK_ADDRESS_PRIVATE';

/** Whether a webhook may go there, as far as the address itself tells; what its name leads to is seen when connecting. */
export function isAllowedUrl(url: string, allowPrivate: boolean): boolean {
	const { protocol, hostname, username, password } = new URL(url);
	if (username !== '' || password !== '') return false;
	if (allowPrivate) return protocol === 'https:' || protocol === 'http:';
	return protocol === 'https:' && !isPrivateLiteral(hostname);
}

/**
 * Sends a signed message. The address is checked where the connection is made, so that a name cannot lead elsewhere
 * between check and use; redirects are not followed, for the same reason.
 */
export async function sendWebhook(
	{ url, secrets, id, body }: WebhookMessage,
	{ allowPrivate, timeoutMs, now }: WebhookOptions,
): Promise<WebhookOutcome> {
	if (!isAllowedUrl(url, allowPrivate)) return { error_code: PRIVATE, isFinal: true, http_status: null };
	const text = JSON.stringify(body);
	const options: RequestOptions = {
		method: 'POST',
		agent: false,
		timeout: timeoutMs,
		signal: AbortSignal.timeout(timeoutMs),
		...(allowPrivate ? {} : { lookup: lookupPublic }),
		headers: {
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(text),
			'user-agent': 'claims-askes-webhooks/1',
			'askes-message-id': id,
			'askes-signature': signatureOf(text, secrets, now()),
		},
	};
	try {
		const status = await statusOf(url, options, text);
		if (status >= 200 && status < 300) return { error_code: null, http_status: status };
		const error_code = `HTTP_${status}`;
		return { error_code, http_status: status, ...(error_code === RECEIVER_GONE ? { isFinal: true } : {}) };
	} catch (error) {
		return { error_code: codeOf(error), http_status: null };
	}
}

/** `t=<seconds>,v1=<hex>`, once for each secret that is good: HMAC-SHA-256 of `<seconds>.<body>`. */
function signatureOf(body: string, secrets: readonly string[], now: Date): string {
	const seconds = Math.floor(now.getTime() / 1_000);
	const signed = secrets.map(
		(secret) => `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`,
	);
	return [`t=${seconds}`, ...signed].join(',');
}

function statusOf(url: string, options: RequestOptions, text: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const send = url.startsWith('https:') ? httpsRequest : httpRequest;
		const request = send(url, options, (response: IncomingMessage) => {
			resolve(response.statusCode ?? 0);
			// What it says is of no interest, however long it is.
			response.destroy();
		});
		request.on('error', reject);
		// One that would rather speak another protocol has not taken the message, and the client waits for it for ever.
		request.on('upgrade', (response: IncomingMessage, socket: Duplex) => {
			resolve(response.statusCode ?? 0);
			socket.destroy();
		});
		request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
		request.end(text);
	});
}

type LookupCallback = (
	error: NodeJS.ErrnoException | null,
	address: LookupAddress[] | string,
	family?: number,
) => void;

/** Resolves a name to public addresses alone. */
function lookupPublic(
	hostname: string,
	options: { all?: boolean | undefined },
	callback: LookupCallback,
): void {
	lookup(hostname, { ...options, all: true }, (error, addresses) => {
		if (error) return callback(error, []);
		const [first] = addresses;
		if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
			return callback(Object.assign(new Error(), { code: PRIVATE }), []);
		if (options.all) callback(null, addresses);
		else callback(null, first.address, first.family);
	});
}

const isPrivateLiteral = (hostname: string): boolean => {
	const address = hostname.replace(/^\[|\]$/g, '');
	return isIP(address) !== 0 && !isPublicAddress(address);
};

/** A short name for what went wrong; messages of errors may quote an address. */
function codeOf(error: unknown): string {
	if (!(error instanceof Error)) return 'WEBHOOK_UNREACHABLE';
	if (error.name === 'TimeoutError' || error.name === 'AbortError') return RECEIVER_SILENT;
	const { code } = error as NodeJS.ErrnoException;
	if (code === 'ETIMEDOUT') return RECEIVER_SILENT;
	return code === PRIVATE ? PRIVATE : 'WEBHOOK_UNREACHABLE';
}
