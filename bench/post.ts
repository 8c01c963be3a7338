import { join } from 'node:path';
import { PEERS, requirePeers } from './peers';
import { type BenchStack, type PartStatus, startStack } from './stack';

const SETTLE_MS = 3_000;

/**
 * `POST /api/v1/claims`, durable and with everything on, beside the peers: their harness starts them and takes ours in
 * turn with them, each from empty tables.
 */
export async function post(): Promise<void> {
	requirePeers();
	const stack = await startStack();
	const claims = await leaveAlone(stack, 'claims-service');
	const script = join(stack.folder, 'post.lua');
	await Bun.write(script, luaScript(await stack.token()));
	const harness = Bun.spawn(['bash', join(PEERS, 'run.sh'), 'post'], {
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, BENCH_EXTRA: `claims-askes=${claims.port}:${claims.pid}`, BENCH_LUA: script },
	});
	await harness.exited;
	await stack.remove();
}

/**
 * Stops the services that would go on to work on each claim: the peers have none of them. What stays is all that a claim
 * needs to be taken in: the service, its issuer, the broker and the database.
 */
async function leaveAlone(stack: BenchStack, name: string): Promise<PartStatus> {
	const { parts } = await stack.askes<{ parts: PartStatus[] }>('status');
	const measured = parts.find((part) => part.name === name);
	if (!measured) throw new Error(`the stack has no ${name}`);
	const needed = new Set([name, 'identity-service', 'broker', 'postgres']);
	for (const { name, pid } of parts) if (pid !== null && !needed.has(name)) process.kill(pid, 'SIGTERM');
	await Bun.sleep(SETTLE_MS);
	return measured;
}

/** wrk's script: each request a new claim of three lines with a new Idempotency-Key. */
const luaScript = (token: string) => `
local tids = 0
function setup(thread) thread:set("tid", tids); tids = tids + 1 end
local codes = { "99213", "99214", "80053", "85025", "71046", "93000", "97110", "97140" }
local dx = { "J069", "E119", "I10", "M545", "R05", "R079" }
function init(args)
  path, run = args[2], args[3]
  n = 0
  h = { ["Authorization"] = "Bearer ${token}", ["Content-Type"] = "application/json" }
end
local function line(number, code, units, charge)
  return string.format('{"number":%d,"service_date":"2026-%02d-%02d","procedure_code":"%s","code_system":"hcpcs","modifiers":[],"units":%d,"charge":"%d.00","diagnosis_pointers":[1]}',
    number, n % 6 + 1, n % 28 + 1, code, units, charge)
end
function request()
  n = n + 1
  local k = n * 7919 + tid
  local a, b, c = 80 + k % 300, 20 + k % 90, 10 + k % 50
  h["Idempotency-Key"] = run .. "-" .. tid .. "-" .. n
  return wrk.format("POST", path, h, string.format(
    '{"claim_id":"%s-%d-%d","type":"professional","use":"claim","frequency_code":"1","currency":"USD","total_charge":"%d.00","billing_provider":{"npi":"1234567893","name":"CLINIC"},"subscriber":{"member_id":"M%06d"},"patient":{"relationship":"self"},"payer":{"id":"ASKES01"},"other_payers":[],"diagnoses":[{"code":"%s","system":"icd-10-cm","role":"principal"}],"lines":[%s,%s,%s]}',
    run, tid, n, a + b + c, k % 20000, dx[k % 6 + 1],
    line(1, codes[k % 8 + 1], 1, a), line(2, codes[(k + 3) % 8 + 1], 1, b), line(3, codes[(k + 5) % 8 + 1], 2, c)))
end
function done(s, latency, _)
  local e = s.errors
  io.write(string.format('\\nRESULT {"requests":%d,"us":%d,"p50":%d,"p99":%d,"max":%d,"bad":%d,"sock":%d,"timeout":%d}\\n',
    s.requests, s.duration, latency:percentile(50), latency:percentile(99), latency.max, e.status, e.connect + e.read + e.write, e.timeout))
end
`;
