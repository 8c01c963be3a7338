import { startEmbeddedPostgres, stopEmbeddedPostgres } from '../postgres';

/** A parent to be killed: starts the server of a folder, says so on stdout, and waits (or stops it again). */
const [folder = '', port = '', then] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ folder, port: Number(port) });
console.log(JSON.stringify(server));
if (then === 'stop') await stopEmbeddedPostgres(folder);
else await Bun.sleep(60_000);
