import { expect, test } from 'bun:test';
import { portsTaken } from './ports';

test.skipIf(process.platform !== 'linux')(
	'a port that a process of this project holds is told with what ends it, for its stack may be deleted',
	() => {
		const held = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } });
		const { message } = portsTaken([{ name: 'broker', port: held.port }]);
		held.stop(true);
		expect(message).toContain(`${held.port} (for broker)`);
		expect(message).toContain(`kill ${process.pid}`);
		expect(portsTaken([{ name: 'broker', port: held.port }]).message).toStartWith('another program');
	},
);
