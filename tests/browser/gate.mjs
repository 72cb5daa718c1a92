// node gate.mjs INTERNAL PUBLIC: what a browser and the checkers say of the two editions of a built site. Quiet where all is well.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { clicks } from './clicks.mjs';
import { links } from './links.mjs';
import { look } from './look.mjs';
import { Faults, barest, files, fullest, launch, pages, serve, shapes } from './site.mjs';

const [internal, open] = process.argv.slice(2).map((folder) => path.resolve(folder));
let wrong = 0;

async function step(name, run) {
  const faults = new Faults(), start = Date.now();
  const what = await run(faults);
  console.log(`${faults.size ? 'FAILED' : 'ok'}: ${name}: ${what} (${((Date.now() - start) / 1000).toFixed(0)} s)`);
  faults.print();
  wrong += faults.size;
}

function nu(folder, faults) {
  const list = files(folder).filter((file) => /\.(html|css|svg)$/.test(file) && file !== 'assets/icons.svg');
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xss4m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
  const told = execFileSync('java', [...flags, ...list], { cwd: folder, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
  for (const message of JSON.parse(told).messages) {
    // It does not know of policies on pages that were opened as files.
    if (message.type === 'info' && !(message.subType === 'warning' && !/Content Security Policy/.test(message.message))) continue;
    // Nor of this property, which SVG 2 has for CSS and every browser knows.
    if (message.message.includes('“paint-order”')) continue;
    faults.add(`${message.type}: ${message.message.slice(0, 160)}`, `${path.relative(folder, String(message.url).replace(/^file:/, ''))}:${message.lastLine}`);
  }
  return list.length;
}

for (const [edition, folder] of [['internal', internal], ['public', open]]) {
  await step(`Nu HTML checker, ${edition}`, (faults) => `${nu(folder, faults)} files`);
  await step(`links, ${edition}`, (faults) => `${links(folder, faults)} links on ${pages(folder).length} pages`);
}

const browser = await launch();
const [inside, outside] = [await serve(internal), await serve(open)];
const thai = (list) => list.filter((file) => !file.startsWith('en/'));
const english = (list) => list.filter((file) => file.startsWith('en/'));
const at = (label, width, scheme, more) => ({ label, width, scheme, ...more });
await step('axe-core, 320 px, console, requests, policy, shifts', async (faults) => {
  const full = fullest(internal), bare = barest(internal), shown = fullest(open);
  const runs = [
    [inside.base, full, at('internal', 1280, 'light')],
    [inside.base, full, at('internal', 375, 'dark')],
    [inside.base, bare, at('internal', 1280, 'dark')],
    [inside.base, bare, at('internal', 375, 'light')],
    [outside.base, thai(shown), at('public', 1280, 'light')],
    [outside.base, english(shown), at('public', 375, 'dark')],
    [`file://${internal}/`, full, at('file', 1280, 'light', { judge: false })],
  ];
  let next = 0, looks = 0;
  const work = async () => {
    while (next < runs.length) {
      const [base, list, how] = runs[next++];
      looks += list.length;
      await look(browser, base, list, how, faults);
    }
  };
  await Promise.all([work(), work()]);
  return `${looks} looks at ${shapes(internal).size} kinds of page`;
});
await step('clicks', async (faults) => `${await clicks(browser, internal, open, faults)} tests`);
await browser.close();
inside.close();
outside.close();
process.exit(wrong ? 1 : 0);
