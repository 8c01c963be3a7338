import { createServer, type Socket } from 'node:net';

/** As much of a mail server as a sender needs: it takes messages, and refuses whom it is told to. */
export async function aMailServer() {
	const received: string[] = [];
	const refused = new Map<string, string>();
	const sockets = new Set<Socket>();

	const server = createServer((socket) => {
		sockets.add(socket);
		let pending = '';
		let message: string | null = null;
		const say = (line: string) => socket.write(`${line}\r\n`);
		const answer = (line: string) => {
			if (message !== null) {
				if (line !== '.') {
					message += `${line}\n`;
					return;
				}
				received.push(message);
				message = null;
				return say('250 taken');
			}
			const recipient = /^RCPT TO:<(.*)>/i.exec(line)?.[1];
			if (recipient && refused.has(recipient)) return say(refused.get(recipient) ?? '');
			if (/^DATA/i.test(line)) {
				message = '';
				return say('354 go on');
			}
			if (/^QUIT/i.test(line)) return say('221 bye');
			return say('250 ok');
		};
		say('220 ready');
		socket.on('data', (bytes) => {
			pending += bytes.toString('utf8');
			for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
				const line = pending.slice(0, end);
				pending = pending.slice(end + 2);
				answer(line);
			}
		});
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the mail server has no port');

	return {
		url: `smtp://127.0.0.1:${address.port}`,
		received,
		/** With null, the mailbox is taken again. */
		refuse(recipient: string, line: string | null) {
			if (line === null) refused.delete(recipient);
			else refused.set(recipient, line);
		},
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
