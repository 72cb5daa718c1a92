// What Chromium and axe-core say of a page as it is opened: messages, requests, policy, shifts, width, findings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens pages one after the other at a width and in a theme; `judge` asks axe-core as well. */
export async function look(browser, base, list, { width, scheme, judge = true, label }, faults) {
  const visitor = async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP: false, locale: 'th-TH' });
    await context.addInitScript((day) => {
      // The reader's clock stands on the day of the build: an old page warns.
      Date.now = () => day;
      globalThis.seen = { shifts: [], policy: [] };
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.seen.shifts.push(entry.value); }).observe({ type: 'layout-shift', buffered: true });
      document.addEventListener('securitypolicyviolation', (event) => globalThis.seen.policy.push(`${event.violatedDirective} ${event.blockedURI}`));
    }, Date.parse(process.env.DAY ?? '2026-11-20') + 36e5);
    return context;
  };
  const context = await visitor();
  const page = await context.newPage();
  let at = '';
  const total = (seen) => seen.shifts.reduce((sum, value) => sum + value, 0), moved = [];
  const where = () => `${label} ${at} ${width}px ${scheme}`;
  page.on('console', (message) => faults.add(`console: ${message.text().slice(0, 160)}`, where()));
  page.on('pageerror', (error) => faults.add(`error: ${String(error).slice(0, 160)}`, where()));
  page.on('request', (request) => { if (!request.url().startsWith(base) && !request.url().startsWith('data:')) faults.add(`asks for ${request.url()}`, where()); });
  page.on('response', (response) => { if (response.status() >= 400) faults.add(`${response.status()} ${response.url().slice(base.length)}`, where()); });
  page.on('requestfailed', (request) => {
    // The icon of a tab that has gone on is given up.
    if (!/icon\.svg$/.test(request.url())) faults.add(`not loaded: ${request.url().slice(base.length)}`, where());
  });
  for (at of list) {
    await page.goto(base + encodeURI(at), { waitUntil: 'load' });
    if (judge) {
      // The page's own policy does not bind what the debugger evaluates.
      await page.evaluate(axe);
      const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules, resultTypes: ['violations'] }).then((result) => result.violations.map((one) => [one.id, one.nodes.map((node) => node.target.join(' ')).slice(0, 3)])), RULES);
      for (const [id, nodes] of found) for (const node of nodes) faults.add(`axe ${id}: ${node.slice(0, 80)}`, where());
    }
    const seen = await page.evaluate(() => globalThis.seen);
    for (const one of seen.policy) faults.add(`policy: ${one}`, where());
    const shift = total(seen);
    if (shift > 0.001) moved.push([at, shift]);
    for (const narrow of judge && width > 320 ? [320] : []) {
      await page.setViewportSize({ width: narrow, height: 900 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) faults.add(`scrolls sideways by ${over} px at ${narrow}`, where());
      await page.setViewportSize({ width, height: 900 });
    }
  }
  await context.close();
  // A page that moves by itself does so again; what a busy machine does once, by less than a tenth, is not the page's.
  for ([at] of moved) {
    const first = moved.find(([file]) => file === at)[1];
    const again = [];
    while (first <= 0.1 && again.length < 2 && again.every((shift) => shift > 0.001)) {
      const other = await visitor(), tab = await other.newPage();
      await tab.goto(base + encodeURI(at), { waitUntil: 'load' });
      await tab.waitForTimeout(200);
      again.push(total(await tab.evaluate(() => globalThis.seen)));
      await other.close();
    }
    if ([first, ...again].every((shift) => shift > 0.001)) faults.add(`the page shifts by ${first.toFixed(3)}`, where());
  }
}
