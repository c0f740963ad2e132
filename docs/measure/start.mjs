// Starts the built console again and again with an empty data folder: time to the first SEND_OK, memory after 15 s of idling.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [dll, runsText] = process.argv.slice(2);
const runs = Number(runsText);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rssMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

// TBW102 is the template topic every broker has: a send to it needs no other request before.
async function firstSend(base, server) {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the console ended with ${server.exitCode}; start it by hand to see why`);
    try {
      const response = await fetch(`${base}/api/v1/clusters/embedded/topics/TBW102/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"body":"first"}',
      });
      if (response.ok && (await response.json()).sent === 1) return;
    } catch {
      // Not listening yet.
    }
    await sleep(5);
  }
}

const times = [];
const memory = [];
for (let run = 0; run < runs; run++) {
  const data = mkdtempSync(join(tmpdir(), 'console-start-'));
  const base = `http://127.0.0.1:${5700 + Math.floor(Math.random() * 200)}`;
  const started = process.hrtime.bigint();
  const server = spawn('dotnet', [dll, '--Urls', base, '--Console:DataFolder', data], { stdio: 'ignore' });
  await firstSend(base, server);
  times.push(Number(process.hrtime.bigint() - started) / 1e9);
  await sleep(Number(process.env.IDLE ?? 15) * 1000);
  memory.push(rssMiB(server.pid));
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
  rmSync(data, { recursive: true, force: true });
}

console.log(`start-to-first-send ${median(times).toFixed(3)} s`);
console.log(`start-to-first-send-max ${Math.max(...times).toFixed(3)} s`);
console.log(`idle-rss ${median(memory).toFixed(1)} MiB`);
