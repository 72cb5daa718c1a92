// The forms of the internal edition: filled in by keyboard alone, told what is wrong, and the text that comes out is a record that the program takes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { files, pages } from './site.mjs';

const DAY = process.env.DAY ?? '2026-11-20', ROOT = process.env.BOOK;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const cases = (name) => JSON.parse(readFileSync(path.join(ROOT, 'tests/cases', name), 'utf8'));

/** The reader's clock stands on the day of the build. */
async function arrive(page, address) {
  await page.addInitScript((day) => { Date.now = () => day; }, Date.parse(`${DAY}T09:00:00+07:00`));
  await page.goto(address);
  await page.locator('.form-fields').waitFor();
}
/** Presses Tab until an element has the focus. */
async function tabTo(page, wanted) {
  for (let n = 0; n < 200; n++) {
    if (await page.locator(wanted).evaluateAll((list) => list.includes(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${wanted} cannot be reached by keyboard`);
}
/** Types into a field by keyboard; a choice by its words. */
async function type(page, id, text) {
  await tabTo(page, `#f-${id}`);
  if (await page.locator(`#f-${id}`).evaluate((e) => e.tagName === 'SELECT')) {
    for (let n = 0; n < 12 && (await page.locator(`#f-${id}`).inputValue()) !== text; n++) await page.keyboard.press('ArrowDown');
    assert.equal(await page.locator(`#f-${id}`).inputValue(), text);
  } else {
    await page.keyboard.press('Control+a');
    await page.keyboard.type(text);
  }
}
const finish = async (page) => {
  await tabTo(page, '.form-fields button[type=submit]');
  await page.keyboard.press('Enter');
};
/** What `check` says of the sample book with one more text in it: codes by file. */
function judged(file, text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'duebook-form-'));
  try {
    cpSync(path.join(ROOT, 'records'), path.join(folder, 'records'), { recursive: true });
    writeFileSync(path.join(folder, file), text);
    const program = path.join(ROOT, 'target/debug/duebook');
    let said;
    try {
      said = execFileSync(program, ['--root', folder, '--today', DAY, '--json', 'check'], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 });
    } catch (error) { said = error.stdout; }
    return JSON.parse(said).findings.filter((one) => one.severity === 'error').map((one) => `${one.file}:${one.line} ${one.code}`);
  } finally { rmSync(folder, { recursive: true, force: true }); }
}
const made = async (page) => ({ file: await page.locator('.result code').first().textContent(), text: await page.locator('.made pre').evaluate((pre) => [...pre.childNodes].filter((one) => one.nodeName !== 'DEL').map((one) => one.textContent).join('')), subject: await page.locator('#subject').inputValue() });
/** A record's file after a command, and the subject that the command would commit with. */
function commanded(file, ...args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'duebook-form-')), git = (...words) => execFileSync('git', ['-C', folder, '-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    cpSync(path.join(ROOT, 'records'), path.join(folder, 'records'), { recursive: true });
    git('init', '-q');
    git('config', 'user.name', 'x');
    git('config', 'user.email', 'x@example.org');
    git('add', '-A');
    git('commit', '-qm', 'x');
    execFileSync(path.join(ROOT, 'target/debug/duebook'), ['--root', folder, '--today', DAY, ...args, '--commit'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return { text: readFileSync(path.join(folder, file), 'utf8'), subject: git('log', '-1', '--format=%s').trim() };
  } finally { rmSync(folder, { recursive: true, force: true }); }
}
/** A text after the steps of a result, done by their words alone. */
function followed(text, steps) {
  for (const { said, codes } of steps) {
    const below = said.startsWith('ใต้ ');
    let from = 0;
    if (below) {
      const head = codes.shift(), number = +(/ อันที่ (\d+)/.exec(said) ?? [0, 1])[1];
      for (let n = 0; n < number; n++) from = text.indexOf(`${head}\n`, from) + head.length;
      const day = codes.shift();
      assert.ok(text.slice(from).trimStart().startsWith(day) || text.slice(from, text.indexOf('\n[[', from) + 1 || undefined).includes(`\n${day}\n`), day);
    }
    const at = text.indexOf(`\n${codes[0]}\n`, from) + 1, end = at + codes[0].length;
    assert.ok(at > 0, codes[0]);
    if (!below) assert.equal(text.indexOf(`\n${codes[0]}\n`, end), -1, `${codes[0]} stands twice`);
    const remove = /ลบ( \d+ )?บรรทัดที่เขียนว่า/.test(said);
    if (remove) text = text.slice(0, at) + text.slice(end + 1);
    else text = text.slice(0, /หาบรรทัด/.test(said) ? end : at) + (/หาบรรทัด/.test(said) ? '\n' : '') + codes[1] + text.slice(end);
  }
  return text;
}
const wrongs = (page) => page.locator('.wrongs li').allTextContents();
/** An advance of the sample book with money out, and a guarantee that is held. */
const records = (internal, kind) => files(internal).filter((file) => new RegExp(`^[^/]+/\\d+/${kind}-\\d+\\.js$`).test(file))
  .map((file) => JSON.parse(readFileSync(path.join(internal, file), 'utf8').replace(/^var duebookRecord=/, '').replace(/;\s*$/, '')));

export const forms = {
  async 'the form reads what people type, and writes records, as the program does'({ page, base }) {
    await page.goto(`${base}form.html`);
    const typed = cases('typed.json'), written = cases('written.json');
    const read = await page.evaluate(({ days, amounts, no_days: noDays, no_amounts: noAmounts }) => ({
      days: days.map(([text]) => globalThis.duebookRead.day(text)),
      amounts: amounts.map(([text]) => globalThis.duebookRead.amount(text).satang ?? null),
      noDays: noDays.map(([text]) => globalThis.duebookRead.noDay(text)),
      noAmounts: noAmounts.map(([text]) => globalThis.duebookRead.amount(text).no),
    }), typed);
    typed.no_days.forEach(([text, ...words], n) => assert.deepEqual(read.noDays[n], words, text));
    typed.no_amounts.forEach(([text, ...words], n) => assert.deepEqual(read.noAmounts[n], words, text));
    typed.days.forEach(([text, want], n) => assert.equal(read.days[n], want, text));
    typed.amounts.forEach(([text, want], n) => assert.equal(read.amounts[n], want, text));
    const baht = cases('baht-text-cases.json').filter((one) => one.satang >= 0 && one.satang < 1e15);
    const said = await page.evaluate((list) => list.map((one) => globalThis.duebookRead.baht(one.satang)), baht);
    baht.forEach((one, n) => assert.equal(said[n], one.text));
    const texts = await page.evaluate((list) => list.map(([text]) => globalThis.duebookPen.quoted(text)), written.texts);
    written.texts.forEach(([text, want], n) => assert.equal(texts[n], want, JSON.stringify(text)));
    const out = await page.evaluate((list) => list.map((one) => globalThis.duebookPen.record(globalThis.duebookForm.schema[one.kind], one.facts, one.events)), written.records);
    written.records.forEach((one, n) => assert.equal(out[n], one.text));
    // What is written in a way that these lines do not know is left to a hand.
    const changes = await page.evaluate((list) => list.map((one) => globalThis.duebookEdit.change(globalThis.duebookForm.schema[one.kind], one.before, { event: one.event, number: one.number }, one.facts)), written.changes);
    written.changes.forEach((one, n) => assert.equal(changes[n], one.hand ? null : one.text, `${one.before}\n${JSON.stringify(one.facts)}`));
    assert.ok(written.changes.filter((one) => !one.hand).length > 40);
    // The places to go to are few lines, and lead from the old text to the new one.
    const places = await page.evaluate((list) => list.map((one) => globalThis.duebookEdit.differ(one.before, one.text)), written.changes);
    written.changes.forEach((one, n) => {
      const lines = one.before.split(/\r?\n/);
      for (const place of [...places[n]].reverse()) {
        assert.deepEqual(lines.splice(place.line - 1, place.old.length, ...place.now), place.old);
        assert.equal(place.above, place.line > 1 ? lines[place.line - 2] : '');
      }
      assert.deepEqual(lines, one.text.split(/\r?\n/));
    });
    const judged = cases('judged.json');
    const counts = await page.evaluate(({ due, calendar }) => due.map((one) => globalThis.duebookDue.count(one.rule, one.event, calendar)), judged);
    judged.due.forEach((one, n) => assert.deepEqual(counts[n], { raw: one.raw, day: one.day, unsure: one.unsure }, JSON.stringify(one)));
    const numbers = await page.evaluate((list) => list.map(([text]) => globalThis.duebookCheck.number(text)), judged.numbers);
    judged.numbers.forEach(([text, want], n) => assert.equal(numbers[n], want, text));
    const names = await page.evaluate((list) => list.map(([text]) => globalThis.duebookCheck.name(text)), judged.names);
    judged.names.forEach(([text, want], n) => assert.equal(names[n], want, text));
    // A contract goes by the law of its own day, whenever its guarantee came in.
    const days = { received: '2026-10-02', contracted: '2026-09-01' };
    const book = { law: { guarantee: ['contracted', 'received'] } };
    assert.equal(await page.evaluate(([book, days]) => globalThis.duebookCheck.lawDay(book, 'guarantee', days), [book, days]), days.contracted);
    const ledgers = await page.evaluate((list) => list.map(({ record }) => {
      const counted = globalThis.duebookLedger.replay(record);
      return { left: counted.left, all: globalThis.duebookLedger.replay(record, true).left, over: counted.over, faults: globalThis.duebookLedger.faults(record).map((one) => one.code).sort() };
    }), judged.ledgers);
    judged.ledgers.forEach(({ record, ...want }, n) => assert.deepEqual(ledgers[n], want, JSON.stringify(record)));
  },

  async 'an advance is added by keyboard alone, from its agency to a file that check accepts'({ page, base }) {
    await page.addInitScript((day) => { Date.now = () => day; }, Date.parse(`${DAY}T09:00:00+07:00`));
    await page.goto(`${base}secretariat/index.html`);
    await tabTo(page, 'a[href$="form.html?advance/secretariat"]');
    await page.keyboard.press('Enter');
    await page.locator('.form-fields').waitFor();
    assert.equal(await page.locator('h1').textContent(), 'เพิ่มเงินยืม');
    await type(page, 'contract', 'บย. 999/2570');
    await type(page, 'fund', 'budget');
    await type(page, 'purpose', 'official-travel');
    await type(page, 'project', 'อบรม "เชิงปฏิบัติการ" รุ่นที่ 1');
    await type(page, 'amount', '๒๕,๐๐๐.๕๐');
    assert.equal(await page.locator('#f-amount-said').textContent(), '25,000.50 บาท (สองหมื่นห้าพันบาทห้าสิบสตางค์)');
    await type(page, 'borrower-name', 'นายตัวอย่าง ลองกรอก');
    await type(page, 'borrower-email', 'form@example.org');
    await type(page, 'contracted', '10 พ.ย. 2569');
    assert.equal(await page.locator('#f-contracted-said').textContent(), 'วันอังคารที่ 10 พฤศจิกายน 2569');
    await type(page, 'received', '12/11/69');
    await finish(page);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'result');
    const { file, text, subject } = await made(page);
    const number = /^records\/secretariat\/2570\/advance-(\d{4})\.toml$/.exec(file)[1];
    assert.ok(!existsSync(path.join(ROOT, file)), file);
    assert.match(text, /rule       = "bma-2555\/official-travel"\nproject    = 'อบรม "เชิงปฏิบัติการ" รุ่นที่ 1'\namount     = 25_000\.50\n/);
    assert.equal(subject, `advance secretariat/2570/${number}: เพิ่ม บย. 999/2570 25,000.50 บาท`);
    const forge = await page.locator('.result a.go').getAttribute('href');
    assert.equal(new URL(forge).searchParams.get('filename'), file);
    assert.equal(new URL(forge).searchParams.get('value'), text);
    assert.match(await page.locator('.result').textContent(), new RegExp(`เพิ่มสัญญาต่อไปก่อนเว็บสร้างใหม่ ใส่เลขแฟ้ม ${+number + 1}`));
    assert.deepEqual(judged(file, text), judged(file, '# nothing\n').filter((one) => !one.startsWith(file)));
    // The same from the command that asks in a terminal.
    const folder = mkdtempSync(path.join(tmpdir(), 'duebook-form-'));
    cpSync(path.join(ROOT, 'records'), path.join(folder, 'records'), { recursive: true });
    execFileSync(path.join(ROOT, 'target/debug/duebook'), ['--root', folder, '--today', DAY, 'new', 'advance', '--agency', 'secretariat', '--contract', 'บย. 999/2570', '--fund', 'budget', '--purpose', 'official-travel', '--project', 'อบรม "เชิงปฏิบัติการ" รุ่นที่ 1', '--amount', '25000.50', '--borrower', 'นายตัวอย่าง ลองกรอก', '--email', 'form@example.org', '--contracted', '2026-11-10', '--received', '2026-11-12'], { stdio: 'ignore' });
    assert.equal(readFileSync(path.join(folder, file), 'utf8'), text);
    rmSync(folder, { recursive: true, force: true });
  },

  async 'a guarantee asks for its letter where there is one, and its year is that of its receipt'({ page, base }) {
    await arrive(page, `${base}form.html?guarantee/public-relations`);
    assert.equal(await page.locator('#f-agency').inputValue(), 'public-relations');
    assert.ok(!(await page.locator('#f-lg-bank').isVisible()));
    await type(page, 'contract', 'จ. 990/2569');
    await type(page, 'kind', 'contract');
    await type(page, 'form', 'bank-lg');
    await type(page, 'project', 'จ้างเหมาทำความสะอาด');
    await type(page, 'contractor-name', 'บริษัท ลองกรอก จำกัด');
    await type(page, 'contractor-kind', 'company');
    await type(page, 'contractor-email', 'firm@example.org');
    await type(page, 'amount', '48,500');
    await type(page, 'contract_amount'.replace('_', '-'), '970000');
    await type(page, 'contracted', '30 กันยายน 2569');
    await type(page, 'received', '30/9/2569');
    await type(page, 'lg-bank', 'ธนาคารตัวอย่าง');
    await type(page, 'lg-number', 'LG-1');
    await type(page, 'lg-valid-until', '31 ธ.ค. 2571');
    await finish(page);
    const { file, text } = await made(page);
    assert.match(file, /^records\/public-relations\/2569\/guarantee-\d{4}\.toml$/);
    assert.match(text, /\nlg         = \{ bank = "ธนาคารตัวอย่าง", number = "LG-1", valid_until = 2028-12-31 \}\n/);
    assert.deepEqual(judged(file, text).filter((one) => one.startsWith(file)), []);
  },

  async 'a clearing is entered from its record, the rest of the file stays byte for byte'({ page, base, internal }) {
    const record = records(internal, 'advance').find((one) => one.left > 200_000 && one.received && one.received <= DAY && one.due && !one.pending);
    await page.addInitScript((day) => { Date.now = () => day; }, Date.parse(`${DAY}T09:00:00+07:00`));
    await page.goto(`${base}${record.path}.html`);
    await tabTo(page, 'a.go[href*="?clearing/"]');
    await page.keyboard.press('Enter');
    await page.locator('.form-fields').waitFor();
    await type(page, 'vouchers', '1,500.25');
    await type(page, 'cash', '0.75');
    await type(page, 'receipt', 'บค. 1/2570');
    const left = ((record.left - 150_100) / 100).toLocaleString('en', { minimumFractionDigits: 2 });
    assert.ok((await page.locator('.told').textContent()).includes(left), left);
    await finish(page);
    const { file, text, subject } = await made(page);
    assert.equal(file, `records/${record.path}.toml`);
    const old = readFileSync(path.join(ROOT, file), 'utf8');
    assert.equal(text, `${old}\n[[clearing]]\ndate     = ${DAY}\nvouchers = 1_500.25\ncash     = 0.75\nreceipt  = "บค. 1/2570"\n`);
    assert.match(subject, /: ส่งใช้เงินยืม ใบสำคัญ 1,500\.25 เงินสดคืน 0\.75 เมื่อ 20 พ\.ย\. 2569$/);
    assert.deepEqual(judged(file, text), judged(file, old));
    assert.ok((await page.locator('.result a.go').getAttribute('href')).endsWith(file));
    // The words go to the clipboard, and the file to the folder of downloads.
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.result button').first().click();
    await page.locator('.result [role=status]:has-text("คัดลอกส่วนที่เพิ่มแล้ว")').waitFor();
    assert.equal(old + await page.evaluate(() => navigator.clipboard.readText()), text);
    // Only what is new goes out, under a name that does not stand in the book: a colleague may have entered more since.
    assert.equal(await page.locator('.result button:has-text("ทั้งแฟ้ม")').count(), 0);
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('.result a[download]').click()]);
    assert.equal(saved.suggestedFilename(), path.basename(file).replace('.toml', '-clearing.toml'));
    assert.equal(`${old}\n${readFileSync(await saved.path(), 'utf8')}`, text);
    assert.equal(`${old}\n${await page.locator('#made-text').inputValue()}`, text);
  },

  async 'reminders are put on hold in the line that the command writes'({ page, base, internal }) {
    const record = records(internal, 'advance').find((one) => one.left > 0 && /\n\[\[/.test(one.text) && !/^hold/m.test(one.text));
    await arrive(page, `${base}form.html?hold/${record.path}`);
    await page.locator('#f-until').fill('31 ธ.ค. 69');
    await page.locator('#f-reason').fill('รอเอกสาร');
    await page.locator('.form-fields button[type=submit]').click();
    const { file, text, subject } = await made(page);
    assert.match(await page.locator('.result ol').textContent(), /หาบรรทัดที่เขียนว่า [a-z_]+ +=.* \(บรรทัดที่ \d+ เมื่อทำเว็บ\) กด End แล้ว Enter/);
    assert.deepEqual({ text, subject }, commanded(file, 'hold', record.path, '--until', '2026-12-31', '--reason', 'รอเอกสาร'));
  },

  async 'facts and events are changed in the lines that the commands write'({ page, base, internal }) {
    const advances = records(internal, 'advance'), guarantees = records(internal, 'guarantee');
    const having = (list, fits) => { const found = list.find(fits); assert.ok(found, `the sample book has no record for ${fits}`); return found; };
    const event = (record, fits) => record.events.find((one) => !one.void && fits(one));
    const unpaid = having(advances, (one) => !one.received), travel = having(advances, (one) => one.received && one.rule.endsWith('/official-travel') && !one.now.returned);
    const cleared = having(advances, (one) => event(one, ({ name }) => name === 'clearing')), pending = having(advances, (one) => event(one, ({ name, open }) => name === 'clearing' && open));
    const objected = having(advances, (one) => event(one, ({ name, open }) => name === 'objection' && open)), resting = having([...advances, ...guarantees], (one) => /^hold\b/m.test(one.text));
    const held = having(guarantees, (one) => one.received && !one.now.accepted && one.left > 0), accepted = having(guarantees, (one) => one.now.accepted && !one.now.released), both = having(guarantees, (one) => /\naccepted .*\nwarranty /.test(one.text) && one.now['warranty.years'] && !one.now['warranty.months'] && !one.now.released && one.contracted < '2025-12-03' && !one.events.some(({ date }) => date < '2025-12-03')), unchecked = having(advances, (one) => one.left > 2_000_000 && one.received && !one.pending && one.due > DAY), repaid = having(guarantees, (one) => event(one, ({ name }) => name === 'refund'));
    await page.addInitScript((day) => { Date.now = () => day; }, Date.parse(`${DAY}T09:00:00+07:00`));
    const [first] = cleared.events.filter((one) => one.name === 'clearing' && !one.void), check = event(pending, ({ name, open }) => name === 'clearing' && open), talk = event(objected, ({ name, open }) => name === 'objection' && open), back = event(repaid, ({ name }) => name === 'refund');
    for (const [query, fills, ...args] of [
      [`set-received/${unpaid.path}`, { received: '19/11/2569' }, 'set', unpaid.path, 'received=2026-11-19'],
      [`set-returned/${travel.path}`, { returned: '19 พ.ย. 69' }, 'set', travel.path, 'returned=2026-11-19'],
      [`set-email/${cleared.path}`, { 'borrower-email': 'new@example.org' }, 'set', cleared.path, 'borrower.email=new@example.org'],
      [`set-email/${held.path}`, { 'contractor-email': 'firm@example.org' }, 'set', held.path, 'contractor.email=firm@example.org'],
      [`set-accepted/${held.path}`, { accepted: '19/11/69', 'warranty-years': '๑', 'warranty-months': '' }, 'set', held.path, 'accepted=2026-11-19', 'warranty.years=1', ...(held.now['warranty.months'] ? ['warranty.months='] : [])],
      [`set-accepted/${both.path}`, { accepted: '3 ธ.ค. 2568', 'warranty-years': '', 'warranty-months': '18' }, 'set', both.path, 'accepted=2025-12-03', 'warranty.years=', 'warranty.months=18'],
      [`set-accepted/${both.path}`, { 'warranty-years': '' }, 'set', both.path, 'warranty.years='],
      [`clearing/${unchecked.path}`, { vouchers: '20,000', pending: true }, 'clear', unchecked.path, '--vouchers', '20000', '--pending'],
      [`void-clearing/${pending.path}/${check.number}`, { reason: 'ใช้ไม่ได้' }, 'void', pending.path, '--event', 'clearing', '--number', String(check.number), '--reason', 'ใช้ไม่ได้'],
      [`set-released/${accepted.path}`, { released: '19/11/69' }, 'set', accepted.path, 'released=2026-11-19'],
      [`void-clearing/${cleared.path}/${first.number}`, { reason: 'บันทึก "ซ้ำ"' }, 'void', cleared.path, '--event', 'clearing', '--number', String(first.number), '--reason', 'บันทึก "ซ้ำ"'],
      [`void-refund/${repaid.path}/${back.number}`, { reason: 'เช็คถูกตีคืน' }, 'void', repaid.path, '--event', 'refund', '--number', String(back.number), '--reason', 'เช็คถูกตีคืน'],
      [`checked/${pending.path}/${check.number}`, {}, 'clear', pending.path, '--checked', '--number', String(check.number)],
      [`resolved/${objected.path}/${talk.number}`, { resolved: '20/11/2569' }, 'object', objected.path, '--resolved', '2026-11-20', '--number', String(talk.number)],
      [`lift/${resting.path}`, {}, 'hold', resting.path, '--lift'],
    ]) {
      await page.goto('about:blank');
      await page.goto(`${base}form.html?${query}`);
      await page.locator('.form-fields').waitFor();
      for (const [id, text] of Object.entries(fills)) await (text === true ? page.locator(`#f-${id}`).check() : page.locator(`#f-${id}`).fill(text));
      await page.locator('.form-fields button[type=submit]').click();
      const { file, text, subject } = await made(page);
      assert.deepEqual({ text, subject }, commanded(file, ...args), query);
      if (args[0] === 'clear' && !args.includes('--checked')) continue;
      assert.equal(await page.locator('.result a[download], .result #made-text').count(), 0, query);
      // By its steps alone, whoever changes the file gets to the same text, also where lines came in above meanwhile.
      const steps = (await page.locator('.result ol > li').evaluateAll((list) => list.filter((li) => li.querySelector('code')).map((li) => ({ said: li.textContent, codes: [...li.querySelectorAll('code')].map((one) => one.textContent) }))));
      assert.equal(followed(`# แทรก\n${readFileSync(path.join(ROOT, file), 'utf8')}`, steps), `# แทรก\n${text}`, query);
    }
    // The record's page leads to each of them.
    for (const [record, ways] of [[pending, [`?checked/${pending.path}/${check.number}`, `?void-clearing/${pending.path}/${check.number}`]], [objected, [`?resolved/${objected.path}/${talk.number}`]], [unpaid, [`?set-received/${unpaid.path}`]], [resting, [`?lift/${resting.path}`]]]) {
      await page.goto(`${base}${record.path}.html`);
      for (const way of ways) assert.equal(await page.locator(`a[href$="${way}"]`).count(), 1, way);
    }
  },

  async 'what cannot be is told beside its field and above, and no file is made'({ page, base, internal }) {
    await arrive(page, `${base}form.html?advance/secretariat`);
    await finish(page);
    assert.ok((await wrongs(page)).some((one) => one.startsWith('เลขที่สัญญา: ต้องกรอก')));
    assert.ok(await page.locator('.result').isHidden());
    assert.ok(await page.locator('.wrongs').evaluate((e) => e === document.activeElement));
    // A line of the summary leads to its field.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-contract');
    const taken = records(internal, 'advance')[0];
    for (const [id, text, want] of [
      ['contract', taken.contract, /มีแล้วใน/],
      ['contract', ` ${taken.contract.replace(/\s/g, '').replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + +digit))}`, /มีแล้วใน/],
      ['amount', '1.0055', /ทศนิยมเกินสองตำแหน่ง/],
      ['amount', '85.000', /จุลภาค \(,\) ใช้คั่นหลักพัน/],
      ['amount', '0', /มากกว่าศูนย์/],
      ['amount', 'สองหมื่น', /อ่านจำนวนเงินนี้ไม่ออก/],
      ['borrower-email', 'สมชาย@', /ไม่ใช่ที่อยู่อีเมล/],
      ['amount', '85.000,50', /จุลภาค \(,\) ใช้คั่นหลักพัน/],
      ['contracted', 'ต้นเดือน', /อ่านวันที่นี้ไม่ออก/],
      ['contracted', '30/2/2569', /เดือนกุมภาพันธ์ 2569 มี 28 วัน/],
      ['contracted', '10/11/26', /ปี 2526 ใช่หรือไม่/],
      ['contracted', '1 ธ.ค. 2569', /ยังมาไม่ถึง/],
    ]) {
      await page.locator(`#f-${id}`).fill(text);
      await page.locator('.form-fields button[type=submit]').click();
      assert.match(await page.locator(`#f-${id}-wrong`).textContent(), want, text);
      assert.equal(await page.locator(`#f-${id}`).getAttribute('aria-invalid'), 'true');
    }
    await page.locator('#f-contracted').fill('10/11/69');
    await page.locator('#f-received').fill('9/11/69');
    assert.match(await page.locator('#f-received-wrong').textContent(), /อยู่ก่อนวันทำสัญญา 10 พ\.ย\. 2569/);
    const advance = records(internal, 'advance').find((one) => one.left > 0 && one.received && !one.pending);
    await arrive(page, `${base}form.html?clearing/${advance.path}`);
    await page.reload();
    await page.locator('#f-cash').fill(String(advance.left / 100 + 1));
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /เกินยอดคงค้าง/);
    assert.equal(await page.locator('.told .warn').count(), 0);
    // More vouchers than money is no mistake, the borrower spent more; but it is looked at twice, and by whom it is far above, ticked.
    await page.locator('#f-cash').fill('');
    await page.locator('#f-vouchers').fill(String(advance.left / 100 + 1));
    assert.match(await page.locator('.told .warn').textContent(), /ใช้เกินเงินยืม 1\.00 บาท/);
    await page.locator('.form-fields button[type=submit]').click();
    assert.ok(await page.locator('.result').isVisible());
    assert.ok(await page.locator('#f-sure').isHidden());
    await page.locator('#f-vouchers').fill(String(advance.left / 50 + 1));
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /^ใบสำคัญเกินยอดคงค้าง .* จริง/);
    await page.locator('#f-sure').check();
    await page.locator('.form-fields button[type=submit]').click();
    assert.ok(await page.locator('.result').isVisible());
    const held = records(internal, 'guarantee').find((one) => one.left > 0 && one.received);
    await page.goto(`${base}en/form.html?refund/${held.path}`);
    await page.locator('#f-amount').fill(String(held.left / 100 + 1));
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /More than is still held/);
  },

  async 'what makes no sense yet says so, and leads to the form that comes first'({ page, base, internal }) {
    const advances = records(internal, 'advance'), guarantees = records(internal, 'guarantee');
    const objected = advances.find((one) => one.events.filter(({ name }) => name === 'clearing').length === 1 && one.events.some(({ name, open }) => name === 'objection' && open));
    for (const [query, want, way, forge] of [
      [`clearing/${advances.find((one) => !one.received).path}`, /ยังไม่ได้จ่ายเงินตามสัญญานี้/, 'set-received'],
      [`clearing/${advances.find((one) => one.pending && !one.left).path}`, /มีใบสำคัญรอตรวจ [\d,.]+ บาท/, 'checked'],
      [`clearing/${advances.find((one) => one.received && !one.open).path}`, /ไม่มียอดคงค้างแล้ว/],
      [`cancelled/${advances.find((one) => one.open > 0).path}`, /ยังมีเงินค้าง/, 'clearing'],
      [`cancelled/${guarantees.find((one) => one.open > 0 && one.received).path}`, /ยังถือหลักประกัน/, 'refund'],
      [`replacement/${guarantees.find((one) => one.form === 'cash').path}`, /ไม่ใช่หนังสือค้ำประกัน/],
      [`checked/${advances.find((one) => one.received && !one.pending).path}/1`, /ไม่มีรายการนี้ที่ยังเปิดอยู่.*รอให้เว็บสร้างใหม่ หรือแก้แฟ้มโดยตรง/, null, 'edit'],
      [`void-clearing/${objected.path}/1`, /จะทำให้รายการ “ทักท้วง .*” เกินยอดที่ส่งใช้ไว้/, 'void-objection'],
      [`hold/${advances.find((one) => one.received && !one.open && !one.over).path}`, /ไม่มีการแจ้งเตือนให้พัก/],
    ]) {
      await page.goto(`${base}form.html?${query}`);
      assert.match(await page.locator('.blocked').textContent(), want, query);
      assert.equal(await page.locator('.form-fields').count(), 0, query);
      if (forge) assert.match(await page.locator('.blocked a').getAttribute('href'), /^https:.*advance-\d+\.toml$/);
      if (way) assert.match(await page.locator('.blocked a').first().getAttribute('href'), new RegExp(`\\?${way}/`), query);
    }
  },

  async 'days are told before the file is made: when it falls due, and what is odd'({ page, base, internal }) {
    await arrive(page, `${base}form.html?advance/secretariat`);
    const told = () => page.locator('.told').textContent();
    await page.locator('#f-purpose').selectOption('official-travel');
    await page.locator('#f-contracted').fill('1/11/69');
    assert.match(await told(), /ยังไม่มีวันครบกำหนดจนกว่าจะใส่วันรับเงิน/);
    await page.locator('#f-received').fill('2/11/69');
    assert.match(await told(), /ยังไม่มีวันครบกำหนดจนกว่าจะใส่วันกลับมาถึง/);
    await page.locator('#f-purpose').selectOption('other-duty');
    await page.locator('#f-received').fill('5/11/69');
    // 30 days end on Saturday 5 December; Monday is a holiday for the King's birthday.
    assert.match(await told(), /คาดว่าครบกำหนด วันอังคารที่ 8 ธันวาคม 2569 \(30 วัน นับจากวันรับเงิน\) เลื่อนจาก 5 ธ\.ค\. 2569/);
    await page.locator('.form-fields summary').click();
    await page.locator('#f-due-printed').fill('1/12/69');
    assert.match(await told(), /วันครบกำหนดตามสัญญา 1 ธ\.ค\. 2569 ต่างจากวันที่นับได้/);
    const rules = await page.locator('#f-rule option:not([disabled])').evaluateAll((list) => list.map((one) => one.value).filter(Boolean));
    assert.ok(rules.includes('bma-2555/other-duty') && rules.every((one) => one.endsWith('/other-duty')), rules.join());
    assert.equal(await page.locator('#f-cancelled-date, #f-hold-until').count(), 0);
    const debtor = /name = "([^"]+)"/.exec(records(internal, 'advance').find((one) => one.open > 0).text)[1];
    for (const name of [debtor, ` ${debtor.replace(' ', '  ')}`]) {
      await page.locator('#f-borrower-name').fill(name);
      assert.match(await told(), /ผู้ยืมชื่อนี้ยังค้าง [\d,.]+ บาท ตาม/);
    }
    assert.match(await told(), /ไม่มีอีเมล/);
    await page.locator('#f-borrower-email').fill('form@example.org');
    assert.doesNotMatch(await told(), /ไม่มีอีเมล/);
    const due = records(internal, 'advance').find((one) => one.due === '2026-11-24' && one.open > 0);
    await page.goto(`${base}form.html?extension/${due.path}`);
    await page.locator('.form-fields').waitFor();
    assert.match(await page.locator('.who-line').textContent(), /ครบกำหนดเดิมวันอังคารที่ 24 พฤศจิกายน 2569/);
    await page.locator('#f-due').fill('20/11/69');
    await page.locator('.form-fields button[type=submit]').click();
    assert.match(await page.locator('#f-due-wrong').textContent(), /ต้องอยู่หลังวันครบกำหนดเดิม 24 พ\.ย\. 2569/);
    await page.locator('#f-due').fill('5/12/69');
    assert.match(await told(), /ตรงวันหยุด ครบกำหนดเลื่อนเป็นวันอังคารที่ 8 ธันวาคม 2569/);
    await page.locator('#f-due').fill('15/12/2571');
    assert.match(await told(), /เกินหนึ่งปี/);
    await page.goto(`${base}form.html?hold/${due.path}`);
    await page.locator('#f-until').fill('19/11/69');
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /วันนี้ผ่านไปแล้ว.*เหตุผล: ต้องกรอก/);
    const twice = records(internal, 'advance').find((one) => one.left > 0 && one.receipts.length > 0);
    await page.goto(`${base}form.html?clearing/${twice.path}`);
    await page.locator('#f-receipt').fill(twice.receipts[0]);
    assert.match(await told(), /ใบเสร็จเลขนี้บันทึกไว้แล้ว/);
    const early = records(internal, 'guarantee').find((one) => one.left > 0 && one.received && !one.released);
    await page.goto(`${base}form.html?refund/${early.path}`);
    assert.match(await told(), /ยังไม่มีวันพ้นข้อผูกพัน/);
  },

  async 'what an entry leaves is told before the file is made, also where it has no amount'({ page, base, internal }) {
    const advances = records(internal, 'advance'), guarantees = records(internal, 'guarantee'), baht = (satang) => (satang / 100).toLocaleString('en', { minimumFractionDigits: 2 });
    const one = (record, fits) => record.events.find((event) => !event.void && fits(event));
    const part = advances.find((record) => record.open > 0 && record.open < record.amount && record.events.length === 1 && one(record, ({ name, pending }) => name === 'clearing' && !pending));
    const pending = advances.find((record) => record.pending && record.events.length === 1), objected = advances.find((record) => record.open === record.objected && record.objected > 0 && record.events.every(({ name }) => name === 'clearing' || name === 'objection'));
    const held = guarantees.find((record) => record.purpose === 'contract' && record.received && !record.now.accepted && !record.now.released && record.open > 0 && !record.events.length), resting = advances.find((record) => record.hold.until);
    const talk = one(objected, ({ name, open }) => name === 'objection' && open), change = (was, now) => new RegExp(`คงค้าง ${baht(now)} บาท \\(เดิม ${baht(was)}\\)`);
    for (const [query, fills, want] of [
      [`void-clearing/${part.path}/1`, {}, change(part.open, part.amount)],
      [`void-clearing/${part.path}/1`, {}, /ยังอยู่ในแฟ้ม แต่ไม่นับ/],
      [`checked/${pending.path}/1`, {}, change(pending.open, pending.open - pending.pending)],
      [`resolved/${objected.path}/${talk.number}`, {}, change(objected.open, 0)],
      [`objection/${part.path}`, { amount: '100' }, change(part.open, part.open + 10_000)],
      [`lift/${resting.path}`, {}, /การแจ้งเตือนเริ่มใหม่/],
      [`set-accepted/${held.path}`, { accepted: '19/11/69', 'warranty-years': '1', 'warranty-months': '' }, /รับประกันถึงวันศุกร์ที่ 19 พฤศจิกายน 2570.*คาดว่าครบกำหนด/],
      [`set-accepted/${held.path}`, { accepted: '19/11/69', 'warranty-years': '', 'warranty-months': '' }, /ไม่มีระยะเวลารับประกัน/],
      [`set-released/${held.path}`, { released: '19/11/69' }, /คาดว่าครบกำหนด .* นับจากวันพ้นข้อผูกพัน/],
    ]) {
      await page.goto('about:blank');
      await arrive(page, `${base}form.html?${query}`);
      for (const [id, text] of Object.entries(fills)) await page.locator(`#f-${id}`).fill(text);
      assert.match(await page.locator('.told').textContent(), want, query);
    }
    // No sum is told of amounts of which one cannot be read; vouchers of more than twice what is left are ticked.
    await page.goto(`${base}form.html?clearing/${part.path}`);
    await page.locator('#f-vouchers').fill('100');
    assert.match(await page.locator('.told').textContent(), change(part.open, part.open - 10_000));
    await page.locator('#f-cash').fill('1.0055');
    assert.equal(await page.locator('.told').textContent(), '');
    await page.locator('#f-cash').fill('');
    await page.locator('#f-vouchers').fill(String(part.left / 50));
    assert.ok(await page.locator('#f-sure').isHidden());
    await page.locator('#f-vouchers').fill(String(part.left / 50 + 0.01));
    assert.ok(await page.locator('#f-sure').isVisible());
    // A day of receipt after a clearing, and one that moves the due date away from the printed one.
    const first = part.events[0].date, next = new Date(Date.parse(first) + 864e5).toISOString().slice(0, 10);
    await page.goto(`${base}form.html?set-received/${part.path}`);
    await page.locator('#f-received').fill(next);
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /จะทำให้รายการ “ส่งใช้เงินยืม .*” อยู่ก่อนวันรับเงิน/);
    const printed = advances.find((record) => record.printed && record.received && record.rule.endsWith('/other-duty') && record.printed === record.due && !record.events.length);
    await page.goto(`${base}form.html?set-received/${printed.path}`);
    await page.locator('#f-received').fill(new Date(Date.parse(printed.received) + 5 * 864e5).toISOString().slice(0, 10));
    assert.match(await page.locator('.told').textContent(), /วันครบกำหนดตามสัญญา .* ต่างจากวันที่นับได้/);
    // What rests is shown as it rests; a letter is known by its number.
    await page.goto(`${base}form.html?hold/${resting.path}`);
    assert.notEqual(await page.locator('#f-until').inputValue(), '');
    assert.match(await page.locator('.who-line').textContent(), /พักการแจ้งเตือนถึง/);
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /ยังไม่มีอะไรเปลี่ยนจากในแฟ้ม/);
    await page.goto(`${base}form.html?notice/${held.path}`);
    await page.locator('.form-fields button[type=submit]').click();
    assert.match((await wrongs(page)).join(), /เลขที่หนังสือ: ต้องกรอก/);
  },

  async 'several lines are told as several, and by their words'({ page, base, internal }) {
    const guarantees = records(internal, 'guarantee');
    const both = guarantees.find((one) => /\naccepted .*\nwarranty /.test(one.text) && one.now['warranty.years'] && !one.now.released && one.contracted < '2025-12-03' && !one.events.some(({ date }) => date < '2025-12-03')), none = guarantees.find((one) => one.received && !one.now.accepted && !/^warranty/m.test(one.text) && !one.now.released);
    const first = both.text.split('\n').findIndex((line) => line.startsWith('accepted')) + 1, lines = both.text.split('\n').slice(first - 1, first + 1).join('\n');
    const step = async (record, fills) => {
      await page.goto('about:blank');
      await arrive(page, `${base}form.html?set-accepted/${record.path}`);
      for (const [id, text] of Object.entries(fills)) await page.locator(`#f-${id}`).fill(text);
      await page.locator('.form-fields button[type=submit]').click();
      const li = page.locator('.result ol > li').nth(1);
      return { said: await li.textContent(), codes: await li.locator('code').allTextContents(), looks: await li.locator('code').first().evaluate((e) => getComputedStyle(e).whiteSpace), shown: await li.locator('code').first().innerText() };
    };
    const over = await step(both, { accepted: '3 ธ.ค. 2568', 'warranty-years': '9' });
    assert.match(over.said, new RegExp(`เลือก 2 บรรทัดที่เขียนว่า [^]*\\(บรรทัดที่ ${first}–${first + 1} เมื่อทำเว็บ\\).*อย่าวางทับ[^]*คัดลอก 2 บรรทัดนี้`));
    assert.equal(over.codes[0], lines);
    // Each line stands below the other, and its spaces are as in the file, so that it can be searched for.
    assert.equal(over.shown, lines);
    const away = await step(both, { accepted: '', 'warranty-years': '' });
    assert.match(away.said, /ลบ 2 บรรทัดที่เขียนว่า [^]*ถ้าบรรทัดนั้นไม่ตรงข้อความ อย่าลบ/);
    assert.equal(away.codes[0], lines);
    const fresh = await step(none, { accepted: '19/11/69', 'warranty-months': '6' });
    assert.match(fresh.said, /หาบรรทัดที่เขียนว่า [^]*คัดลอก 2 บรรทัดนี้/);
    assert.equal(fresh.codes[1].split('\n').length, 2);
  },

  async 'Enter leads to the next field, the list of faults is renewed, and nothing typed is left without a question'({ page, base }) {
    await arrive(page, `${base}form.html?advance/secretariat`);
    await page.locator('#f-contract').focus();
    await page.keyboard.type('บย. 998/2570');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-fund');
    assert.ok(await page.locator('.wrongs').isHidden());
    // From the last field that is seen it leads to what is folded away, not into it.
    await page.locator('#f-received').focus();
    for (let n = 0; n < 3 && await page.evaluate(() => document.activeElement.tagName === 'INPUT'); n++) await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY');
    await finish(page);
    const before = (await wrongs(page)).length;
    await page.locator('#f-amount').fill('100');
    assert.equal((await wrongs(page)).length, before - 1);
    assert.match(await page.locator('.wrongs h2').textContent(), new RegExp(`มี ${before - 1} ช่อง`));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'f-amount');
    let asked = 0;
    page.on('dialog', (dialog) => { asked += dialog.type() === 'beforeunload' ? 1 : 0; dialog.accept(); });
    await page.goto(`${base}index.html`);
    assert.equal(asked, 1);
    page.removeAllListeners('dialog');
  },

  async 'every event of every record has its form, from a folder too, clean to axe at both widths'({ page, base, internal }) {
    const advances = records(internal, 'advance'), guarantees = records(internal, 'guarantee');
    const advance = advances.find((one) => one.left > 0 && one.accepted > 0 && !one.pending), guarantee = guarantees.find((one) => one.left > 0 && one.received && one.lg['lg.number']);
    const part = { path: advances.find((one) => !one.received).path }, spent = advances.find((one) => one.over > 0), bare = guarantees.find((one) => !one.received), pending = advances.find((one) => one.pending);
    const wait = `${pending.path}/${pending.events.find((one) => one.open && !one.void).number}`;
    await page.addInitScript(() => {
      globalThis.shifted = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.shifted += entry.value; }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const [record, events] of [[advance, ['clearing', 'extension', 'objection', 'hold', 'set-email']], [part, ['disbursement', 'cancelled']], [spent, ['reimbursement']], [guarantee, ['refund', 'forfeit', 'inspection', 'notice', 'replacement', 'set-accepted']], [bare ?? part, ['cancelled']], [{ path: wait }, ['checked', 'void-clearing']]]) {
      for (const event of events) {
        for (const [address, width, scheme] of [[`${base}form.html`, 1280, 'light'], [`${base}en/form.html`, 375, 'dark'], [`file://${internal}/form.html`, 1280, 'dark']]) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          // A page that moves by itself does so again; a busy machine does once.
          let shift = 1;
          for (let n = 0; n < 3 && shift > 0.001; n++) {
            await page.goto('about:blank');
            await page.goto(`${address}?${event}/${record.path}`);
            await page.locator('.form-fields').waitFor();
            await page.waitForTimeout(50);
            shift = await page.evaluate(() => globalThis.shifted);
          }
          assert.ok(shift <= 0.001, `${event} ${width} moves by ${shift}`);
          await page.locator('.form-fields button[type=submit]').click();
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, `${event} ${width}`);
          if (address.startsWith('file')) continue;
          await page.evaluate(axe);
          const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }).then((result) => result.violations.map((one) => `${one.id} ${one.nodes.map((node) => node.target).join(' ')}`)));
          assert.deepEqual(found, [], `${event} ${width} ${scheme}`);
        }
      }
    }
    await page.route('**/advance-9999.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'var duebookRecord={"path":"another"};' }));
    for (const hash of ['?clearing/secretariat/2570/advance-9999', '?clearing/../../x', '?frob/secretariat/2570/advance-0001']) {
      await page.goto('about:blank');
      await page.goto(`${base}form.html${hash}`);
      await page.waitForTimeout(100);
      assert.equal(await page.locator('.form-fields').count(), 0, hash);
      assert.ok(await page.locator('[role=alert]:visible, [data-choose]:visible').count() > 0, hash);
    }
  },

  async 'each forge gets what it takes, and what is too long for an address is copied'({ page, base, internal }) {
    const data = readFileSync(path.join(internal, 'assets/form-data.js'), 'utf8');
    let pattern = '';
    await page.route('**/assets/form-data.js', (route) => route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: `${data}duebookForm.forge.new=${JSON.stringify(pattern)};` }));
    const enter = async (notes) => {
      await arrive(page, `${base}form.html?guarantee/public-relations`);
      for (const [id, text] of [['contract', 'จ. 991/2570'], ['contractor-name', 'บริษัท ลองกรอก จำกัด'], ['amount', '1000'], ['received', '1/10/69']]) await page.locator(`#f-${id}`).fill(text);
      for (const [id, name] of [['kind', 'bid'], ['form', 'cash'], ['contractor-kind', 'company']]) await page.locator(`#f-${id}`).selectOption(name);
      await page.locator('.form-fields summary').click();
      await page.locator('#f-notes').fill(notes);
      await page.locator('.form-fields button[type=submit]').click();
      await page.locator('.result').waitFor();
      return { ...(await made(page)), steps: await page.locator('.result ol > li').allTextContents(), last: await page.locator('.result ol > li').last().textContent(), link: await page.locator('.result a.go').getAttribute('href', { timeout: 100 }).catch(() => null) };
    };
    for (const [forge, want] of [
      ['https://git.example.org/o/r/_new/main/?filename={path}&value={text}&message={message}', (got) => `https://git.example.org/o/r/_new/main/?filename=${got.file}&value=${encodeURIComponent(got.text)}&message=${encodeURIComponent(got.subject)}`],
      ['https://git.example.org/o/r/_new/main/{folder}?filename={name}&value={text}', (got) => `https://git.example.org/o/r/_new/main/${path.dirname(got.file)}?filename=${path.basename(got.file)}&value=${encodeURIComponent(got.text)}`],
      ['https://git.example.org/o/r/-/new/main?file_name={path}', (got) => `https://git.example.org/o/r/-/new/main?file_name=${got.file}`],
    ]) {
      pattern = forge;
      const got = await enter('x');
      assert.equal(got.link, want(got));
      // Where the text does not come with the address, copying comes first.
      assert.equal(/เปิดหน้า/.test(got.steps[0]), forge.includes('{text}'), forge);
      assert.match(got.last, /Create a new branch/);
      assert.equal(got.steps.some((step) => /กรอกไว้ให้แล้วว่า/.test(step)), forge.includes('{message}'), forge);
    }
    for (const none of [null, 'javascript:alert({text})']) {
      pattern = none;
      const got = await enter('x');
      assert.equal(got.link, null);
      assert.match(got.steps[0], /คัดลอก/);
    }
    pattern = 'https://git.example.org/new?filename={path}&value={text}';
    const got = await enter('ก'.repeat(900));
    assert.equal(got.link, `https://git.example.org/new?filename=${got.file}&value=`);
    assert.match(got.steps[0], /คัดลอก/);
    assert.match(await page.locator('.result ol').textContent(), /ยาวเกิน/);
  },

  async 'the language changes within a form'({ page, base }) {
    await arrive(page, `${base}form.html?guarantee/public-relations`);
    await page.locator('a.lang').first().click();
    assert.equal(page.url(), `${base}en/form.html?guarantee/public-relations`);
    assert.equal(await page.locator('h1').textContent(), 'Add a guarantee');
    assert.equal(await page.locator('label[for=f-contractor-name]').textContent(), 'Contractor required');
  },

  async 'without JavaScript the form says what to do instead'({ browser, base }) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const lang of ['', 'en/']) {
      await page.goto(`${base}${lang}form.html`);
      assert.ok(await page.locator('noscript pre').first().isVisible());
      assert.match(await page.locator('noscript pre').first().textContent(), /^contract|^#:schema/);
      assert.equal(await page.locator('form:visible, [data-choose]:visible').count(), 0);
    }
    await context.close();
  },

  async 'the public edition has no form, no way to it and nothing of it'({ open }) {
    assert.deepEqual(files(open).filter((file) => /(^|\/)form|\d\.js$/.test(file)), []);
    for (const file of pages(open)) assert.ok(!/form\.html|form-data|duebookRecord/.test(readFileSync(path.join(open, file), 'utf8')), file);
    for (const file of files(open).filter((one) => one.endsWith('.js'))) assert.ok(!/duebookForm|duebookRecord/.test(readFileSync(path.join(open, file), 'utf8')), file);
  },
};
