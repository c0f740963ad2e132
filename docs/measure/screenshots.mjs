// Takes a picture of every page of the built console. Started by screenshots.sh.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [dll, dataFolder, out] = process.argv.slice(2);
const base = `http://127.0.0.1:${5900 + Math.floor(Math.random() * 90)}`;
const cluster = '/clusters/embedded';
const sizes = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } };
const readmeSize = { width: 1240, height: 780 };
const themes = ['light', 'dark'];
const trafficSeconds = 14;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const id = (name) => `[data-testid=${name}]`;

const empty = { 'empty-overview': '/', 'empty-groups': `${cluster}/groups`, 'empty-topics': `${cluster}/topics`, 'empty-demo': '/demo' };
const busy = {
  overview: '/',
  groups: `${cluster}/groups`,
  group: `${cluster}/groups/billing`,
  'group-offline': `${cluster}/groups/archive`,
  'group-lagging': `${cluster}/groups/billing?lagging=1`,
  'group-unknown': `${cluster}/groups/nobody`,
  'group-subscriptions': `${cluster}/groups/billing?tab=subscriptions`,
  'group-config': `${cluster}/groups/billing?tab=config`,
  'group-timeline': `${cluster}/groups/billing?tab=timeline`,
  topics: `${cluster}/topics`,
  topic: `${cluster}/topics/orders`,
  demo: '/demo',
  nowhere: '/nowhere',
};
const dialogs = {
  'reset-open': [`${cluster}/groups/billing`, async (page) => page.click(id('reset-open'))],
  'reset-preview': [`${cluster}/groups/billing`, async (page) => {
    await page.click(id('reset-open'));
    await page.click(id('reset-preview'));
    await page.waitForSelector(id('reset-plan-row'));
  }],
  'reset-result': [`${cluster}/groups/archive`, async (page) => {
    await page.click(id('reset-open'));
    await page.click(id('reset-preview'));
    await page.waitForSelector(id('reset-plan-row'));
    await page.click(id('reset-apply'));
    await page.waitForSelector(id('reset-result'));
  }],
  'group-delete': [`${cluster}/groups/archive`, async (page) => page.click(id('group-delete'))],
  'topic-create': [`${cluster}/topics`, async (page) => page.click(id('topic-create'))],
  'topic-send': [`${cluster}/topics/orders`, async (page) => page.click(id('topic-send'))],
  'paused': [`${cluster}/groups/billing`, async (page) => page.click(id('live-pause'))],
  'drawer': ['/', async (page) => (await page.isVisible('button.menu')) && page.click('button.menu')],
  'help': ['/', async (page) => page.keyboard.press('?')],
};

async function rest(method, path, body) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

async function waitReady() {
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      if ((await fetch(`${base}/health/ready`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  throw new Error('the console did not become ready within 20 s');
}

// One group that keeps up, one that is too slow, one that was stopped.
async function startTraffic() {
  for (const [topic, ratePerSecond] of [['orders', 400], ['payments', 120], ['audit-trail', 30]]) {
    await rest('POST', `${cluster}/topics`, { name: topic, queues: 4 });
    await rest('POST', '/demo/producers', { topic, ratePerSecond, bodyBytes: 256 });
  }
  await rest('POST', '/demo/consumers', { group: 'shipping', topic: 'orders', instances: 2, delayMs: 2 });
  await rest('POST', '/demo/consumers', { group: 'billing', topic: 'orders,payments', instances: 2, delayMs: 85 });
  await rest('POST', '/demo/consumers', { group: 'invoicing', topic: 'orders', instances: 3, delayMs: 155 });
  const archive = await rest('POST', '/demo/consumers', { group: 'archive', topic: 'orders', instances: 1, delayMs: 0 });
  await sleep(trafficSeconds * 500);
  await rest('DELETE', `/demo/consumers/${archive.id}`);
  await sleep(trafficSeconds * 500);
}

async function picture(browser, size, theme, name, path, act) {
  const context = await browser.newContext({ viewport: sizes[size] ?? readmeSize, hasTouch: size === 'narrow', baseURL: base });
  await context.addCookies([{ name: 'console-theme', value: theme, url: base }]);
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForSelector('fieldset.until-connected:not([disabled])', { state: 'attached' });
  await sleep(1200);
  try {
    if (act) {
      await act(page);
      await sleep(600);
    }
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (spill > 0) console.log(`${name}-${size}-${theme}: ${spill} px wider than the screen`);
  } catch (failure) {
    console.log(`${name}-${size}-${theme}: ${failure.message.split('\n')[0]}`);
  }
  await page.screenshot({ path: join(out, `${name}-${size}-${theme}.png`) });
  await context.close();
}

async function pictures(browser, pages) {
  for (const size of Object.keys(sizes)) {
    for (const theme of themes) {
      for (const [name, page] of Object.entries(pages)) {
        const [path, act] = Array.isArray(page) ? page : [page];
        await picture(browser, size, theme, name, path, act);
      }
    }
  }
}

const server = spawn('dotnet', [dll, '--Urls', base, '--Console:DataFolder', dataFolder], { stdio: 'ignore' });
let browser;
try {
  await waitReady();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  await pictures(browser, empty);
  await startTraffic();
  await picture(browser, 'readme', 'light', 'console', `${cluster}/groups/invoicing`);
  await pictures(browser, busy);
  await pictures(browser, dialogs);
} finally {
  await browser?.close();
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('exit', resolve));
}
