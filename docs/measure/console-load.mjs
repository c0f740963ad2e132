// Drives the built console under load and measures it from a browser. Started by console-load.sh.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [dll, dataFolder, minutesText] = process.argv.slice(2);
const minutes = Number(minutesText);
const port = 5190 + Math.floor(Math.random() * 500);
const base = `http://127.0.0.1:${port}`;
const cluster = 'embedded';
const topics = ['load-a', 'load-b', 'load-c'];
const probe = 'probe';
const groups = 50;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const print = (name, value, unit) => console.log(`${name} ${value} ${unit}`);
const quantile = (values, q) => values.length === 0 ? NaN : [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))];
const rssMiB = (pid) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function rest(method, path, body) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return response.status === 204 ? null : response.text().then((text) => (text ? JSON.parse(text) : null));
}

async function waitReady() {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      if ((await fetch(`${base}/health/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  throw new Error('the console did not become ready within 10 s');
}

async function setUp() {
  for (const topic of [...topics, probe]) {
    await rest('POST', `/clusters/${cluster}/topics`, { name: topic, queues: 4 });
  }
  for (const topic of topics) {
    await rest('POST', '/demo/producers', { topic, ratePerSecond: 20, bodyBytes: 256 });
  }
  for (let number = 1; number <= groups; number++) {
    await rest('POST', '/demo/consumers', { group: `load-${number}`, topic: topics.join(','), instances: 1, delayMs: 5 });
  }
  await rest('POST', '/demo/consumers', { group: probe, topic: probe, instances: 1, delayMs: 0 });
}

async function measureChange(page, samples) {
  const before = await page.evaluate(() => {
    const cells = [...document.querySelectorAll('[data-testid=queue-row] [data-testid=broker-offset]')];
    const text = () => cells.map((cell) => cell.dataset.value).join(',');
    const first = text();
    window.seen = new Promise((resolve) => {
      const look = () => {
        const now = [...document.querySelectorAll('[data-testid=queue-row] [data-testid=broker-offset]')].map((cell) => cell.dataset.value).join(',');
        if (now !== first) {
          observer.disconnect();
          resolve(Date.now());
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, attributes: true, childList: true, characterData: true });
    });
    return first;
  });
  if (before === '') throw new Error('the probe page shows no queues');
  const sent = Date.now();
  await rest('POST', `/clusters/${cluster}/topics/${probe}/messages`, { body: 'probe' });
  const seen = await Promise.race([page.evaluate(() => window.seen), sleep(10_000).then(() => null)]);
  samples.push(seen === null ? 10_000 : seen - sent);
}

async function measureClick(page, samples) {
  for (const [key, path] of [['d', '/demo'], ['t', '/topics'], ['o', '/'], ['g', '/groups']]) {
    const title = await page.textContent('h1');
    const started = Date.now();
    await page.click(`nav [data-key-go=${key}]`);
    await page.waitForFunction((old) => document.querySelector('h1') && document.querySelector('h1').textContent !== old, title, { polling: 10 });
    samples.push(Date.now() - started);
    if (!page.url().endsWith(path)) throw new Error(`clicking ${key} led to ${page.url()}`);
    await sleep(300);
  }
}

async function run(pid) {
  await waitReady();
  await setUp();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  const probePage = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await probePage.goto(`${base}/clusters/${cluster}/groups/${probe}`);
  await probePage.waitForSelector('[data-testid=queue-row]');
  const clickPage = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await clickPage.goto(`${base}/clusters/${cluster}/groups`);
  await clickPage.waitForSelector('h1');
  await sleep(2000);

  const changes = [];
  const clicks = [];
  let atThree = null;
  const started = Date.now();
  while (Date.now() - started < minutes * 60_000) {
    await measureChange(probePage, changes);
    await measureClick(clickPage, clicks);
    if (atThree === null && Date.now() - started > Math.min(3, minutes / 3) * 60_000) atThree = rssMiB(pid);
    await sleep(500);
  }

  const atEnd = rssMiB(pid);
  const queues = await rest('GET', `/clusters/${cluster}/queues`);
  print('queue-rows', queues.length, 'rows');
  print('click-p50', quantile(clicks, 0.5), 'ms');
  print('click-p99', quantile(clicks, 0.99), 'ms');
  print('click-max', Math.max(...clicks), 'ms');
  print('change-to-screen-p50', quantile(changes, 0.5), 'ms');
  print('change-to-screen-p99', quantile(changes, 0.99), 'ms');
  print('change-to-screen-max', Math.max(...changes), 'ms');
  print('rss-early', atThree.toFixed(1), 'MiB');
  print('rss-end', atEnd.toFixed(1), 'MiB');
  print('rss-growth', (atEnd / atThree).toFixed(3), 'ratio');
  await browser.close();
}

const server = spawn('dotnet', [dll, '--Urls', base, '--Console:DataFolder', dataFolder], { stdio: ['ignore', 'ignore', 'inherit'] });
try {
  await run(server.pid);
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
}
