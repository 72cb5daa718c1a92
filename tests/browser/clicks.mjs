// What people do with the site: search, filter, sort, change the language, print, open it from a folder, do without JavaScript.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { forms } from './forms.mjs';
import { fullest, serve } from './site.mjs';

const hits = (page) => page.locator('[data-hits]').textContent();
/** Types into the search and waits until the count is said. */
async function seek(page, text) {
  await page.locator('#q').fill(text);
  await page.waitForTimeout(250);
  return page.locator('[data-results] tbody tr').count();
}
const index = (folder, lang) => readFileSync(path.join(folder, `assets/search.${lang}.js`), 'utf8').split('\n').slice(3).filter((line) => line.includes('\t')).map((line) => line.split('\t'));
/** An agency's page with much on it. */
const agency = (folder) => fullest(folder).find((file) => /^[^/]+\/index\.html$/.test(file) && !file.startsWith('en/'));

export const tests = {
  async 'the key / on any page leads to the search, and what was typed is found'({ page, base, internal }) {
    const row = index(internal, 'th').find((fields) => fields[6]);
    await page.goto(`${base}index.html`);
    await page.keyboard.press('/');
    await page.keyboard.type(row[4]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/search\.html#q=/);
    await page.waitForTimeout(250);
    assert.match(await hits(page), /^พบ [\d,]+ รายการ/);
    // Enter leads on to the first result, and Enter again to its record.
    await page.locator('#q').press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForURL(/(advance|guarantee)-\d+\.html$/);
    assert.ok((await page.locator('main').textContent()).includes(row[4]));
  },

  async 'one thing written in many ways is found the same'({ page, base, internal }) {
    const row = index(internal, 'th').find((fields) => /^\S+ \d+\/\d+$/.test(fields[4]));
    const [, word, number] = /^(\S+) (\S+)$/.exec(row[4]);
    await page.goto(`${base}search.html`);
    const want = await seek(page, row[4]);
    assert.ok(want > 0);
    const thai = number.replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + Number(digit)));
    for (const same of [word + number, `${word}\u00a0${number}`, `${word}\u200b${number}`, `${word} ${thai}`, `  ${number}   ${word} `]) assert.equal(await seek(page, same), want, same);
    const amount = row[8] || row[7];
    const sums = await seek(page, amount);
    assert.ok(sums > 0, amount);
    assert.equal(await seek(page, amount.replaceAll(',', '')), sums);
    const am = await seek(page, 'ทำ');
    assert.equal(await seek(page, 'ท\u0e4d\u0e32'), am);
    const ae = await seek(page, 'แ');
    assert.equal(await seek(page, '\u0e40\u0e40'), ae);
    assert.ok(ae > 0);
    assert.equal(await seek(page, 'qqqqq'), 0);
    assert.ok(await page.locator('[data-nothing]').isVisible());
    assert.equal(await hits(page), 'ไม่พบรายการ');
  },

  async 'what is sought survives a reload and the way back'({ page, base }) {
    await page.goto(`${base}search.html#q=${encodeURIComponent('เกินกำหนด')}`);
    await page.waitForTimeout(250);
    const count = await page.locator('[data-results] tbody tr').count();
    assert.ok(count > 0);
    await page.reload();
    assert.equal(await page.locator('#q').inputValue(), 'เกินกำหนด');
    assert.equal(await page.locator('[data-results] tbody tr').count(), count);
    await page.locator('[data-results] a').first().click();
    await page.waitForURL(/-\d+\.html$/);
    await page.goBack();
    assert.equal(await page.locator('[data-results] tbody tr').count(), count);
    assert.equal(await seek(page, ''), 0);
    assert.ok(!page.url().includes('#'));
  },

  async 'a person is found inside the office and nowhere else'({ page, base, publicBase, internal }) {
    const row = index(internal, 'th').find((fields) => /^(นาย|นาง)/.test(fields[6]));
    for (const lang of ['', 'en/']) {
      await page.goto(`${base}${lang}search.html`);
      assert.ok(await seek(page, row[6]) > 0);
      await page.goto(`${publicBase}${lang}search.html`);
      assert.equal(await seek(page, row[6]), 0);
      assert.ok(await seek(page, row[4]) > 0);
    }
  },

  async 'ten thousand rows answer as they are typed'({ page, base, internal }) {
    const file = readFileSync(path.join(internal, 'assets/search.th.js'), 'utf8').split('\n');
    const rows = file.slice(3).filter((line) => line.includes('\t'));
    const many = Array.from({ length: 10_000 }, (_, n) => rows[n % rows.length].replace(/\t(\d+)\t(\d+)\t(\d{4}[ag])\d+\t/, `\t$1\t$2\t$3${n + 1}\t`));
    await page.route('**/assets/search.th.js', (route) => route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: [...file.slice(0, 3), ...many, '`;'].join('\n') }));
    await page.goto(`${base}search.html`);
    const times = await page.evaluate(() => {
      const field = document.getElementById('q'), times = [];
      for (const word of ['บ', 'บย', 'บย.', 'โครงการ', 'โครงการ อบรม', 'เกินกำหนด', '2569', '12/2569', '1,000', 'สำนัก เงิน', 'นาง', 'ไม่มีคำนี้']) {
        for (let n = 0; n < 5; n++) {
          const start = performance.now();
          field.value = word;
          field.dispatchEvent(new Event('input', { bubbles: true }));
          document.body.getBoundingClientRect();
          times.push(performance.now() - start);
        }
      }
      return times.sort((a, b) => a - b);
    });
    const median = times[times.length >> 1], late = times[Math.floor(times.length * 0.95)];
    console.log(`  search over 10,000 rows: median ${median.toFixed(1)} ms, 95 of 100 within ${late.toFixed(1)} ms`);
    assert.ok(median < 50, `${median} ms`);
  },

  async 'an agency is filtered, sorted and summed, and the address keeps it'({ page, base, internal }) {
    const file = agency(internal);
    await page.goto(base + file);
    const open = page.locator('tr[data-s]:visible');
    const all = await open.count();
    assert.ok(all > 3);
    await page.locator('.chip input[value=late]').check();
    const late = await open.count();
    assert.ok(late > 0 && late < all, `${late} of ${all}`);
    const said = await page.locator('.filter .hits').textContent();
    const sums = await page.locator('tr[data-s]:visible').evaluateAll((rows) => [false, true].map((held) => rows.filter((row) => 'g' in row.dataset === held).map((row) => Math.round(row.dataset.o * 100))));
    const kinds = ['คงค้าง', 'หลักประกัน'].map((name, g) => [name, sums[g]]).filter(([, list]) => list.length);
    assert.equal(said, `พบ ${late} รายการ ${kinds.map(([name, list]) => `${name} ${(list.reduce((a, b) => a + b, 0) / 100).toLocaleString('en', { minimumFractionDigits: 2 })} บาท`).join(' · ')}`);
    assert.equal(await page.locator('tfoot[data-total]:visible').count(), 0);
    // A heading is a button: the keyboard sorts.
    const heading = page.locator('section:has(table[data-table]) th[data-sort=num] .sort').nth(1);
    await heading.focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('th[aria-sort]').count(), 1);
    const order = () => page.locator('tr[data-s]:visible').evaluateAll((rows) => rows.map((row) => row.id));
    const before = await order();
    assert.match(page.url(), /#s=late&sort=[a-z]+\.\d+\.(up|down)$/);
    await page.reload();
    assert.deepEqual(await order(), before);
    assert.equal(await page.locator('th[aria-sort]').count(), 1);
    assert.equal(await page.locator('.filter .hits').textContent(), said);
    await page.locator('.filter [name=clear]').click();
    assert.equal(await open.count(), all);
    assert.ok(await page.locator('tfoot[data-total]:visible').count() > 0);
    await page.locator('#q').fill('ไม่มีคำนี้');
    assert.equal(await open.count(), 0);
    assert.ok(await page.locator('[data-none]:visible').count() > 0);
    // Other pages lead to a filter by its name.
    await page.goto(`${base}aging.html`);
    await page.locator('table.matrix tbody a[href$="#late"]').first().click();
    assert.ok(await page.locator('#late').isChecked());
    assert.ok(await page.locator('tr[data-s]:visible').evaluateAll((rows) => rows.length > 0 && rows.every((row) => row.dataset.s.split(' ').includes('late'))));
  },

  async 'each language leads to the same page of the other'({ page, base, internal }) {
    for (const file of fullest(internal).filter((file) => !file.startsWith('en/'))) {
      await page.goto(base + file);
      assert.equal(await page.locator('html').getAttribute('lang'), 'th');
      await page.locator('a.lang').first().click();
      assert.equal(page.url(), `${base}en/${file}`);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      await page.locator('a.lang').first().click();
      assert.equal(page.url(), base + file);
    }
  },

  async 'paper shows what it should and nothing to press'({ page, base, internal }) {
    for (const file of fullest(internal).filter((file) => !file.startsWith('en/'))) {
      await page.goto(base + file);
      await page.emulateMedia({ media: 'print' });
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.equal(await page.locator('nav:visible, .noprint:visible, form:visible, button:visible').count(), 0, file);
      assert.ok(await page.locator('h1').first().isVisible(), file);
      await page.emulateMedia({ media: null });
    }
    await page.goto(base + agency(internal));
    assert.ok((await page.pdf({ preferCSSPageSize: true })).length > 10_000);
  },

  async 'a folder on a shared drive does the same'({ page, internal }) {
    await page.goto(`file://${internal}/index.html`);
    await page.keyboard.press('/');
    await page.keyboard.type('เกินกำหนด');
    await page.keyboard.press('Enter');
    await page.waitForURL(/^file:.*search\.html#q=/);
    await page.waitForTimeout(250);
    const count = await page.locator('[data-results] tbody tr').count();
    assert.ok(count > 0);
    assert.equal(await seek(page, 'เกินกำหนด 1'), await page.locator('[data-results] tbody tr').count());
    assert.match(page.url(), /#q=/);
    await page.goto(`file://${internal}/${agency(internal)}#s=late`);
    assert.ok(await page.locator('.chip input[value=late]').isChecked());
    await page.locator('.chip input[value=""]').check();
    assert.ok(!page.url().includes('#'));
  },

  async 'without JavaScript the search says so and leads on'({ browser, base, internal }) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const lang of ['', 'en/']) {
      await page.goto(`${base}${lang}search.html`);
      assert.ok(await page.locator('noscript p').isVisible());
      assert.match(await page.locator('noscript p').textContent(), lang ? /needs JavaScript/ : /ต้องใช้จาวาสคริปต์/);
      assert.equal(await page.locator('form:visible').count(), 0);
      assert.ok(await page.locator('.years a:visible').count() > 0);
      await page.goto(`${base}${lang}index.html`);
      assert.ok(await page.locator('.nav a[href="search.html"]').isVisible());
    }
    await page.goto(base + agency(internal));
    assert.ok(await page.locator('tr[data-s]:visible').count() > 3);
    await context.close();
  },

  ...forms,
};

export async function clicks(browser, internal, open, faults) {
  const inside = await serve(internal), outside = await serve(open);
  for (const [name, test] of Object.entries(tests)) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'th-TH', reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => faults.add(`console: ${message.text().slice(0, 160)}`, name));
    page.on('pageerror', (error) => faults.add(`error: ${String(error).slice(0, 160)}`, name));
    try {
      await test({ browser, page, base: inside.base, publicBase: outside.base, internal, open });
      console.log(`  ok: ${name}`);
    } catch (error) {
      faults.add(String(error.message ?? error).replace(/\s+/g, ' ').slice(0, 300), name);
    }
    await context.close();
  }
  inside.close();
  outside.close();
  return Object.keys(tests).length;
}
