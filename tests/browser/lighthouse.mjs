// node lighthouse.mjs SITE: the four figures of home, the fullest agency and records, as a telephone on a slow line sees them.
// A busy machine costs speed, so the best of three runs counts. Not asked: whether search engines may
// come (pages ask them to stay away) and robots.txt, which the pages' own policy does not let it fetch.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import lighthouse from 'lighthouse';
import { QUIET, executablePath, fullest, serve } from './site.mjs';

const folder = path.resolve(process.argv[2]), LEAST = 95;
const kinds = ['performance', 'accessibility', 'best-practices', 'seo'];
const wanted = [/^(en\/)?index\.html$/, /^[^/]+\/index\.html$/, /advance-\d+\.html$/, /guarantee-\d+\.html$/, /^search\.html$/];
const list = fullest(folder).filter((file) => wanted.some((one) => one.test(file)) && (!file.startsWith('en/') || file === 'en/index.html'));
const server = await serve(folder), profile = mkdtempSync(path.join(os.tmpdir(), 'lighthouse-'));
const chrome = spawn(executablePath, ['--headless', ...QUIET, '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
const port = await new Promise((found, failed) => {
  let told = '';
  chrome.stderr.on('data', (part) => {
    told += part;
    const at = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(told);
    if (at) found(Number(at[1]));
  });
  setTimeout(() => failed(new Error('Chromium did not start')), 30_000).unref();
});
let short = 0;
for (const file of list) {
  let best;
  for (let run = 0; run < 3 && !(best?.[0] >= LEAST); run++) {
    const { lhr } = await lighthouse(server.base + encodeURI(file), { port, output: 'json', logLevel: 'silent', onlyCategories: kinds, skipAudits: ['is-on-https', 'redirects-http', 'is-crawlable', 'robots-txt', 'bf-cache'] });
    const scores = kinds.map((kind) => Math.round((lhr.categories[kind].score ?? 0) * 100));
    const low = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === 'binary').map((audit) => audit.id);
    if (!best || scores[0] > best[0]) best = Object.assign(scores, { low, shift: lhr.audits['cumulative-layout-shift'].displayValue, paint: lhr.audits['largest-contentful-paint'].displayValue });
  }
  const holds = best.every((score) => score >= LEAST);
  short += holds ? 0 : 1;
  console.log(`${holds ? 'ok' : 'FAILED'}: ${file}: ${kinds.map((kind, n) => `${kind} ${best[n]}`).join(', ')}; largest paint ${best.paint}, shift ${best.shift}${best.low.length ? `; short: ${best.low.join(', ')}` : ''}`);
}
chrome.kill();
server.close();
await new Promise((done) => setTimeout(done, 300));
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
process.exit(short ? 1 : 0);
