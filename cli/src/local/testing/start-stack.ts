import { up } from '../stack';

/** A parent to be killed: brings a stack up, says so on stdout, and waits (or ends). */
const [options = '{}', then] = process.argv.slice(2);
await up(JSON.parse(options));
console.log('up');
if (then !== 'end') await Bun.sleep(60_000);
