/* duebook: search over all records, on search.html alone. The index is a script (assets/search.*.js)
   so that it works from a folder; nothing is fetched or kept. The words of a reader live in the #fragment. */
(function () {
  'use strict';
  var th = document.documentElement.lang === 'th';
  var form = document.querySelector('form.seek'), box = document.querySelector('[data-results]');
  if (!form || !box || typeof duebook !== 'string') return;
  var q = form.elements.q, hits = document.querySelector('[data-hits]'), body = box.tBodies[0];
  var more = document.querySelector('[data-more]'), none = document.querySelector('[data-nothing]');
  var pattern = document.querySelector('[data-row]').content.firstElementChild;
  var tags = document.querySelector('[data-tags]').content, all = hits.textContent;
  var PAGE = 30;

  /* one form for what is written in many: digits, vowels that look alike, spaces and marks nobody sees */
  var plain = function (s) {
    return s.normalize('NFC').toLowerCase()
      .replace(/[๐-๙]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0x0e50 + 48); })
      .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33')
      .replace(/([\u0e48-\u0e4b])\u0e4d\u0e32/g, '$1\u0e33')
      .replace(/\u0e40\u0e40/g, '\u0e41')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff,]+/g, '');
  };

  var lines = duebook.split('\n');
  var cut = function (line) { return line.split('\t').map(function (w) { return w.split('|'); }); };
  var agencies = cut(lines[0]), states = cut(lines[1]), days = cut(lines[2]);
  var agencyText = agencies.map(function (w) { return plain(w.slice(1).join(' ')); }), stateText = states.map(function (w) { return plain(w[2] || ''); });
  /* a day as pages, mails and people write it: 31 ส.ค. 2569, 31 สิงหาคม 2569, 31/8/2569, 31/08/69, 2026-08-31 */
  var named = new Intl.DateTimeFormat(th ? 'th' : 'en', { month: 'long', timeZone: 'UTC' });
  var dayText = days.map(function (w) {
    if (!w[0]) return '';
    var part = w[0].split('-'), year = String(+part[0] + (th ? 543 : 0)), m = +part[1], d = +part[2];
    return plain([w[1], d + named.format(new Date(w[0])) + year, d + '/' + m + '/' + year, part[2] + '/' + part[1] + '/' + year,
      d + '/' + m + '/' + year.slice(2), part[2] + '/' + part[1] + '/' + year.slice(2), w[0]].join('_'));
  });
  /* what the paper is called, in both languages */
  var paper = { a: 'สัญญายืมเงินใบยืมadvance', g: 'สัญญาหลักประกันguarantee' };
  /* an amount that is the same as the one before it stands in the index once */
  var sum = function (text) { return text && text !== '0.00' ? text.replace(/,/g, '') + (th ? 'บาท' : 'baht') : ''; };
  var rows = [], texts = [];
  for (var i = 3; i < lines.length; i++) {
    if (!lines[i]) continue;
    var f = lines[i].split('\t');
    rows.push(f);
    /* fields stay apart, so that no word is found across two of them */
    texts.push(plain(f[4]) + '\n' + plain(f[5]) + '\n' + plain(f[6]) + '\n' + sum(f[7]) + '\n' + sum(f[8]) +
      '\n' + paper[f[3].replace(/\d/g, '')] + '\n' + agencyText[f[0]] + '\n' + stateText[f[1]] + '\n' + dayText[f[2]]);
  }

  var every = texts.map(function (_, i) { return i; });
  var find = function (text, among) {
    var words = text.trim().split(/[\s\u00a0\u200b]+/).map(plain).filter(Boolean), found = [];
    if (!words.length) return null;
    /* the longest word first: it leaves the fewest */
    words.sort(function (a, b) { return b.length - a.length; });
    for (var i = 0; i < among.length; i++) {
      for (var w = 0; w < words.length && texts[among[i]].indexOf(words[w]) >= 0; w++);
      if (w === words.length) found.push(among[i]);
    }
    return found;
  };

  var path = function (f) {
    var id = /^(\d+)([ag])(\d+)$/.exec(f[3]);
    return agencies[f[0]][0] + '/' + id[1] + '/' + (id[2] === 'g' ? 'guarantee-' : 'advance-') + ('000' + id[3]).slice(-Math.max(4, id[3].length)) + '.html';
  };
  var draw = function (f) {
    var r = pattern.cloneNode(true), c = r.cells, state = states[f[1]], day = days[f[2]];
    var tag = tags.querySelector('use[href="#i-' + state[1] + '"]').closest('.tag').cloneNode(true);
    tag.className = 'tag ' + state[0];
    tag.lastChild.textContent = state[2];
    c[0].appendChild(tag);
    if (state[0] === 'late') r.className = 'is-late';
    var a = c[1].querySelector('a'), who = c[1].querySelector('.meta');
    a.href = path(f); a.textContent = f[5];
    if (!th) a.lang = who.lang = 'th';
    if (f[6]) who.textContent = f[6]; else who.remove();
    c[2].textContent = f[4];
    if (!th) c[2].lang = 'th';
    c[3].textContent = agencies[f[0]][2];
    c[4].textContent = f[7];
    c[5].textContent = f[8] || f[7];
    if (day[0]) {
      var time = document.createElement('time');
      time.dateTime = day[0]; time.textContent = day[1];
      c[6].replaceChildren(time);
    }
    [['td', 'cell'], ['th', 'rowheader']].forEach(function (n) { r.querySelectorAll(n[0]).forEach(function (e) { e.setAttribute('role', n[1]); }); });
    r.setAttribute('role', 'row');
    return r;
  };

  var found = null, shown = 0, last = '';
  var show = function () {
    var part = document.createDocumentFragment(), end = Math.min(shown + PAGE, found.length);
    for (; shown < end; shown++) part.appendChild(draw(rows[found[shown]]));
    body.appendChild(part);
    more.hidden = shown >= found.length;
  };
  var said;
  var say = function () {
    var n = found ? found.length.toLocaleString('en') : '', s = shown.toLocaleString('en');
    var words = !found ? all : !found.length ? (th ? 'ไม่พบรายการ' : 'Nothing found')
      : th ? 'พบ ' + n + ' รายการ' + (shown < found.length ? ' แสดง ' + s + ' รายการแรก' : '')
        : n + ' found' + (shown < found.length ? ', the first ' + s + ' shown' : '');
    /* a reader hears the count once the typing rests */
    clearTimeout(said);
    said = setTimeout(function () { hits.textContent = words; }, 150);
  };
  var run = function () {
    /* a letter more finds a part of what was found before it */
    var less = found && q.value.indexOf(last) === 0 && plain(q.value).indexOf(plain(last)) === 0;
    found = find(q.value, less ? found : every); shown = 0; last = q.value;
    body.replaceChildren();
    box.hidden = !found || !found.length;
    none.hidden = !found || !!found.length;
    more.hidden = true;
    if (found && found.length) show();
    say();
  };
  var keep = function () {
    try { history.replaceState(null, '', q.value.trim() ? '#q=' + encodeURIComponent(q.value) : location.pathname + location.search); } catch (e) { /* stays unwritten */ }
  };
  var read = function () {
    var m = /^#q=([^&]*)/.exec(location.hash), text = '';
    try { text = m ? decodeURIComponent(m[1]) : ''; } catch (e) { text = m[1]; }
    if (text !== q.value || text) { q.value = text; run(); }
    return text;
  };
  form.addEventListener('input', function () { run(); keep(); });
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    var first = body.querySelector('a');
    if (first) first.focus();
  });
  more.firstElementChild.addEventListener('click', function () {
    var last = body.lastElementChild;
    show(); say();
    last.nextElementSibling.querySelector('a').focus();
  });
  addEventListener('hashchange', read);
  if (!read()) q.focus({ preventScroll: true });
})();
