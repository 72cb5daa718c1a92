// The guide's pictures, from the sample book's internal edition.
//   node pictures.mjs SITE OUT
// One line a picture: its name, the page, the size of the window, and what else.
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const pictures = [
  ['home', 'index.html', 1100, 900],
  ['agency', 'secretariat/index.html', 1100, 900],
  ['advance-record', 'secretariat/2570/advance-0003.html', 1100, 1250],
  ['guarantee-record', 'secretariat/2568/guarantee-0001.html', 1100, 1200],
  ['register', 'inspectors-general/register-guarantees.html', 1123, 794, { print: true }],
  ['form', 'form.html?clearing/secretariat/2570/advance-0005', 1100, 1450, {
    fill: { date: '20 พ.ย. 2569', vouchers: '12,000', cash: '2,250', receipt: 'บค. 34/2570' },
  }],
];

const [site, out] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
for (const [name, path, width, height, how = {}] of pictures) {
  const file = `${site}/${path.split('?')[0]}`;
  if (!fs.existsSync(file)) {
    console.log(`${name}: the site has no ${path.split('?')[0]}`);
    continue;
  }
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: 'light', locale: 'th-TH', reducedMotion: 'reduce', bypassCSP: true });
  await page.addInitScript(() => { const now = Date.parse('2026-11-20T09:00:00+07:00'); Date.now = () => now; });
  if (how.print) await page.emulateMedia({ media: 'print' });
  await page.goto(`file://${site}/${path}`);
  await page.evaluate(() => document.fonts.ready);
  for (const [name, text] of Object.entries(how.fill ?? {})) await page.fill(`#f-${name}`, text);
  if (how.print) await page.addStyleTag({ content: 'body{ padding:24px 32px }' });
  await page.screenshot({ path: `${out}/${name}.png`, fullPage: how.print ?? false, animations: 'disabled', caret: 'hide' });
  await page.close();
}
await browser.close();
