// Every link of every page leads to a file and, with a #fragment, to a place in it; no page is without a way from home.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { files, pages } from './site.mjs';

const unescape = (text) => text.replace(/&amp;/g, '&').replace(/&#x27;|&#39;/g, "'").replace(/&quot;/g, '"');

export function links(folder, faults) {
  const there = new Set(files(folder));
  const html = new Map(pages(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
  const ids = new Map([...html].map(([file, text]) => [file, new Set([...text.matchAll(/\sid="([^"]*)"/g)].map((m) => m[1]))]));
  const ways = new Map();
  let count = 0;
  for (const [file, text] of html) {
    const to = new Set();
    // What a template holds is no link yet.
    for (const [, raw] of text.replace(/<template.*?<\/template>/gs, '').matchAll(/\s(?:href|src|data-to)="([^"]*)"/g)) {
      const link = unescape(raw);
      count += 1;
      if (link.startsWith('mailto:') || link.startsWith('data:')) continue;
      if (/^[a-z]+:|^\/\//.test(link)) {
        // The internal edition may lead to the run that sent; pages load nothing from there.
        if (!/<a [^>]*$/.test(text.slice(0, text.indexOf(raw)))) faults.add(`asks for ${link}`, file);
        continue;
      }
      const [target, place] = link.split('#');
      const found = target ? path.posix.join(path.posix.dirname(file), decodeURI(target.split('?')[0])) : file;
      if (!there.has(found)) faults.add(`dead link ${link}`, file);
      else if (place && !place.includes('=') && ids.has(found) && !ids.get(found).has(decodeURIComponent(place))) faults.add(`no place ${link}`, file);
      if (html.has(found)) to.add(found);
    }
    ways.set(file, to);
  }
  const reached = new Set(['index.html']);
  for (const file of reached) for (const next of ways.get(file) ?? []) reached.add(next);
  for (const file of html.keys()) if (!reached.has(file)) faults.add('no way from home', file);
  return count;
}
