import { afterAll, afterEach, beforeEach, expect, setDefaultTimeout, test } from 'bun:test';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MEMBER, runningIssuer, SECRETS } from '../../../../services/identity-service/tests/running-issuer';
import { aBrowser, type Browser } from '../../local/testing/browser';
import { type AskesRun, runAskes, startAskes } from '../../local/testing/run-askes';
import { type ProfileFile, readProfiles, writeProfiles } from '../../profiles';
import { readToken } from './token-claims';

// Real processes on a busy machine: the five seconds that a test has by default are for pure functions.
setDefaultTimeout(120_000);

const identity = await runningIssuer();
afterAll(identity.end);

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'askes-home-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const env = () => ({ ASKES_HOME: home });
const file = () => join(home, 'config.json');
const profiles = (): ProfileFile => readProfiles(file());

async function askes(...args: string[]) {
	const run = await runAskes([...args, '--json'], { env: env() });
	return { ...run, json: JSON.parse(run.stdout) };
}

const WHERE = ['--issuer', identity.issuer, '--base-url', 'http://127.0.0.1:1'];
const AS_CLIENT = [...WHERE, '--client-id', 'claims-service', '--client-secret', SECRETS.service];

/** Runs `askes login` and does in a browser what it asks for. */
async function signIn(
	person: (page: string, browser: Browser) => Promise<void>,
	...args: string[]
): Promise<AskesRun> {
	const child = startAskes(['login', ...WHERE, '--no-browser', '--json', ...args], { env: env() });
	await person(await child.stderrMatch(/(http\S+)/), aBrowser());
	return child.ended;
}

const withPassword = (username: string, password: string) => async (page: string, browser: Browser) => {
	const form = await browser.open(page);
	await browser.submit(form, { username, password });
};

test('a program signs in with its secret, and commands then speak in its name', async () => {
	const login = await askes('login', '--profile', 'nightly', ...AS_CLIENT);
	expect(login).toMatchObject({
		code: 0,
		json: { profile: 'nightly', method: 'client', subject: 'claims-service', role: 'service' },
	});
	expect(login.stdout + login.stderr).not.toContain(SECRETS.service);
	expect(statSync(file()).mode & 0o777).toBe(0o600);
	expect(profiles()).toMatchObject({
		current: 'nightly',
		profiles: { nightly: { client_id: 'claims-service', client_secret: SECRETS.service } },
	});
	expect(profiles().profiles.nightly).not.toContainKeys(['access_token', 'refresh_token']);
	expect((await askes('whoami')).json).toMatchObject({
		profile: 'nightly',
		subject: 'claims-service',
		role: 'service',
		scopes: expect.arrayContaining(['claims:read']),
	});
});

test('a program is given the addresses and a token to speak in the same name', async () => {
	await askes('login', ...AS_CLIENT);
	const { json } = await askes('whoami', '--env');
	expect(readToken(json.ASKES_TOKEN)).toMatchObject({ subject: 'claims-service' });
	expect(JSON.parse(json.ASKES_ENDPOINTS)).toMatchObject({ 'claims-service': 'http://127.0.0.1:1' });
	const { stdout } = await runAskes(['whoami', '--env'], { env: env() });
	expect(stdout).toMatch(/^export ASKES_ENDPOINTS='\{.*\}'\nexport ASKES_TOKEN='[\w.-]+'\n$/);
});

test('a secret comes from standard input, so that no list of processes shows it', async () => {
	const { code } = await runAskes(
		['login', ...WHERE, '--client-id', 'claims-service', '--client-secret', '-'],
		{ env: env(), stdin: `${SECRETS.service}\n` },
	);
	expect(code).toBe(0);
	expect(profiles().profiles.default).toMatchObject({ client_secret: SECRETS.service });
});

test('a wrong secret is refused, and nothing is kept of it', async () => {
	const login = await askes('login', ...WHERE, '--client-id', 'claims-service', '--client-secret', 'wrong');
	expect(login).toMatchObject({ code: 4, json: { code: 'LOGIN_REFUSED', error: 'invalid_client' } });
	expect(profiles()).toEqual({ profiles: {} });
});

test.each([
	['nobody', 'http://127.0.0.1:1', 5, 'ISSUER_UNREACHABLE'],
	['something else', `${identity.issuer}/api`, 2, 'ISSUER_INVALID'],
	['plain http across the network', 'http://id.example.com', 2, 'ISSUER_INSECURE'],
	['no address', 'id.example.com', 2, 'ISSUER_INVALID'],
])('an issuer that is %s is refused before a secret is sent', async (_, issuer, code, name) => {
	const login = await askes('login', '--issuer', issuer, '--client-id', 'x', '--client-secret', 'y');
	expect(login).toMatchObject({ code, json: { code: name } });
});

test('a person signs in with their browser, and sees only their own rows', async () => {
	const login = await signIn(withPassword('citra', 'staple'));
	expect(login.code).toBe(0);
	expect(JSON.parse(login.stdout)).toMatchObject({
		method: 'person',
		subject: 'citra',
		scopes: ['claims:read'],
	});
	expect((await askes('whoami')).json).toMatchObject({
		profile: 'default',
		subject: 'citra',
		role: 'member',
		only: { member_id: MEMBER },
	});
});

test('an answer that is not to our own question signs nobody in', async () => {
	const login = await signIn(async (page, browser) => {
		const callback = new URL(new URL(page).searchParams.get('redirect_uri') ?? '');
		callback.search = '?code=stolen&state=another';
		expect((await fetch(callback)).status).toBe(404);
		await withPassword('ana', 'correct horse')(page, browser);
	});
	expect(JSON.parse(login.stdout)).toMatchObject({ subject: 'ana' });
});

test('nobody who signs in within the time ends the wait', async () => {
	const login = await signIn(async () => {}, '--timeout', '1');
	expect(login.code).toBe(130);
	expect(JSON.parse(login.stdout)).toMatchObject({ code: 'LOGIN_TIMED_OUT' });
});

test('a device without a browser is signed in by its code', async () => {
	const login = await signIn(async (page, browser) => {
		const confirm = await browser.open(page);
		const password = await browser.submit(confirm, { confirm: 'yes' });
		await browser.submit(password, { username: 'ana', password: 'correct horse' });
	}, '--device');
	expect(login.code).toBe(0);
	expect(login.stderr).toMatch(/confirm the code [\w-]+/);
	expect((await askes('whoami')).json).toMatchObject({ subject: 'ana', role: 'staff' });
});

function expire(): void {
	const { current, profiles: known } = profiles();
	const expired = { ...known.default, expires_at: new Date(0).toISOString() };
	writeProfiles({ ...(current && { current }), profiles: { default: expired } }, file());
}

test('a sign-in renews itself, also when several commands find it ended at once', async () => {
	await signIn(withPassword('ana', 'correct horse'));
	const before = profiles().profiles.default?.refresh_token;
	expire();
	const three = await Promise.all([1, 2, 3].map(() => askes('whoami')));
	expect(three.map(({ code, json }) => [code, json.subject])).toEqual(Array(3).fill([0, 'ana']));
	expect(profiles().profiles.default?.refresh_token).not.toBe(before);
	expire();
	expect((await askes('whoami')).code).toBe(0);
});

test('signing out ends the sign-in at the issuer and forgets the credentials, not the installation', async () => {
	await signIn(withPassword('ana', 'correct horse'));
	const kept = profiles();
	expect((await askes('logout')).json).toEqual({
		profile: 'default',
		signed_out: true,
		ended_at_issuer: true,
	});
	expect(profiles().profiles.default).toEqual({
		issuer: identity.issuer,
		base_url: 'http://127.0.0.1:1',
		client_id: 'askes-cli',
	});
	expect(await askes('whoami')).toMatchObject({ code: 4, json: { code: 'NOT_SIGNED_IN' } });
	// What somebody kept a copy of is worth nothing any more.
	writeProfiles(kept, file());
	expire();
	expect(await askes('whoami')).toMatchObject({ code: 4, json: { code: 'LOGIN_ENDED' } });
});

test('a profile that is forgotten is gone, and then nobody is signed in', async () => {
	await askes('login', ...AS_CLIENT);
	await askes('logout', '--forget');
	expect(profiles()).toEqual({ profiles: {} });
	expect((await askes('logout')).json).toMatchObject({ signed_out: false });
	const whoami = await runAskes(['whoami', '--data-dir', join(home, 'no-stack')], { env: env() });
	expect(whoami).toMatchObject({ code: 5, stderr: expect.stringContaining('no local stack runs') });
});
