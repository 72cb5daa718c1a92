// A built site as the judges see it: its pages, one of every kind, a server on the loopback, a browser.
import { createServer } from 'node:http';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml', json: 'application/json', csv: 'text/csv; charset=utf-8', woff2: 'font/woff2',
};

/** Every file under a folder, sorted, as paths with `/`. */
export function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

export const pages = (folder) => files(folder).filter((file) => file.endsWith('.html'));

/**
 * The kind of a page is the shape of its path: an agency's name and every number in it count for nothing.
 * So a page that is added later is looked at without being listed anywhere.
 */
export function shapes(folder) {
  const agencies = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'en' && existsSync(path.join(folder, entry.name, 'index.html')))
    .map((entry) => entry.name)
    .sort((a, b) => b.length - a.length);
  const shape = (file) => agencies.reduce((name, slug) => name.replaceAll(slug, 'AGENCY'), file).replace(/\d+/g, '0');
  const kinds = new Map();
  for (const file of pages(folder)) {
    const list = kinds.get(shape(file)) ?? [];
    list.push([statSync(path.join(folder, file)).size, file]);
    kinds.set(shape(file), list);
  }
  for (const list of kinds.values()) list.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
  return kinds;
}

/** The fullest page of every kind. */
export const fullest = (folder) => [...shapes(folder).values()].map((list) => list.at(-1)[1]);

/** The barest page of every kind that has more than one. */
export const barest = (folder) => [...shapes(folder).values()].filter((list) => list.length > 1).map((list) => list[0][1]);

/** Serves a folder on the loopback, packed as web servers do. */
export function serve(folder) {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.normalize(decodeURIComponent(request.url.split(/[?#]/)[0])));
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('404');
      return;
    }
    const type = TYPES[file.split('.').pop()] ?? 'application/octet-stream';
    const packed = /^(text|image\/svg|application\/json)/.test(type) && /gzip/.test(request.headers['accept-encoding'] ?? '');
    const bytes = readFileSync(file);
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600', ...(packed && { 'content-encoding': 'gzip' }) });
    response.end(packed ? gzipSync(bytes) : bytes);
  });
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => ready({ base: `http://127.0.0.1:${server.address().port}/`, close: () => { server.closeAllConnections(); server.close(); } }));
  });
}

export const executablePath = ['/usr/lib/chromium/chromium', '/usr/bin/chromium'].find((file) => existsSync(file));
/** Nothing but the loopback is ever asked for. */
export const QUIET = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
export const launch = () => chromium.launch({ executablePath, args: QUIET });

/** What was found wrong; printed once a kind, with how often. */
export class Faults {
  #found = new Map();
  add(what, where) {
    const known = this.#found.get(what) ?? { times: 0, where };
    known.times += 1;
    this.#found.set(what, known);
  }
  get size() { return this.#found.size; }
  print() {
    for (const [what, { times, where }] of [...this.#found].sort((a, b) => b[1].times - a[1].times)) console.log(`  ${times}x ${what} (${where})`);
  }
}
