/* duebook — progressive enhancement only: sort, filter, copy, print, stale warning.
   Every page is complete without this file. No network, no storage, no cookies. */
(function () {
  'use strict';
  var th = document.documentElement.lang === 'th';
  var say = function (a, b) { return th ? a : b; };
  var $ = function (s, e) { return Array.prototype.slice.call((e || document).querySelectorAll(s)); };

  /* tables turned into cards on small screens keep their roles */
  $('table.stack').forEach(function (t) {
    t.setAttribute('role', 'table');
    $('thead,tbody,tfoot', t).forEach(function (e) { e.setAttribute('role', 'rowgroup'); });
    $('tr', t).forEach(function (e) { e.setAttribute('role', 'row'); });
    $('td', t).forEach(function (e) { e.setAttribute('role', 'cell'); });
    $('th[scope=col]', t).forEach(function (e) { e.setAttribute('role', 'columnheader'); });
    $('th[scope=row]', t).forEach(function (e) { e.setAttribute('role', 'rowheader'); });
  });

  /* sorting: a real button in each header, aria-sort on the active one only */
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  $('table[data-table]').forEach(function (table) {
    var live = table.parentNode.querySelector('[data-status]');
    $('th[data-sort]', table).forEach(function (h) {
      var b = document.createElement('button');
      b.type = 'button'; b.className = 'sort';
      while (h.firstChild) b.appendChild(h.firstChild);
      h.appendChild(b);
      b.addEventListener('click', function () {
        var up = h.getAttribute('aria-sort') === 'descending' || (h.dataset.sort === 'text' && !h.hasAttribute('aria-sort'));
        var i = h.cellIndex, body = table.tBodies[0];
        var key = function (r) { var c = r.cells[i]; return c.dataset.v || c.textContent.trim(); };
        $('tr', body).sort(function (x, y) {
          var d = h.dataset.sort === 'num' ? key(x) - key(y) : order(key(x), key(y));
          return up ? d : -d;
        }).forEach(function (r) { body.appendChild(r); });
        $('th[aria-sort]', table).forEach(function (o) { o.removeAttribute('aria-sort'); });
        h.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        if (live) live.textContent = say('เรียงตาม', 'Sorted by ') + b.textContent.trim() + say(up ? ' น้อยไปมาก' : ' มากไปน้อย', up ? ', ascending' : ', descending');
      });
    });
  });

  /* filter: words + status chips over every register on the page; state lives in the #fragment */
  var form = document.querySelector('form.filter');
  if (form) {
    var q = form.elements.q, hits = form.querySelector('.hits');
    var rows = $('tr[data-s]');
    var plain = function (s) {
      return s.toLowerCase().replace(/[๐-๙]/g, function (c) { return c.charCodeAt(0) - 0x0e50; }).replace(/[\s\u00a0,]+/g, '');
    };
    rows.forEach(function (r) { r._t = plain(r.textContent); });
    var run = function () {
      var words = q.value.trim().split(/\s+/).map(plain), s = form.elements.s.value, n = 0, sum = 0;
      rows.forEach(function (r) {
        var ok = (!s || r.dataset.s.split(' ').indexOf(s) >= 0) && words.every(function (w) { return r._t.indexOf(w) >= 0; });
        r.hidden = !ok;
        if (ok) { n++; sum += +r.dataset.o; }
      });
      $('[data-none]').forEach(function (p) {
        p.hidden = $('tr[data-s]', p.parentNode).some(function (r) { return !r.hidden; });
      });
      var on = q.value.trim() || s;
      $('tfoot[data-total]').forEach(function (f) { f.hidden = !!on; });
      var m = sum.toLocaleString('en', { minimumFractionDigits: 2 });
      hits.textContent = on ? say('พบ ' + n + ' รายการ คงค้างรวม ' + m + ' บาท', n + ' found, ' + m + ' baht outstanding') : say('แสดงทั้งหมด ' + n + ' รายการ', 'Showing all ' + n);
      form.elements.clear.hidden = !on;
      try { history.replaceState(null, '', on ? '#q=' + encodeURIComponent(q.value) + '&s=' + s : location.pathname + location.search); } catch (e) { /* file:// */ }
    };
    var m = /^#q=([^&]*)&s=(\w*)/.exec(location.hash);
    if (m) { q.value = decodeURIComponent(m[1]); form.elements.s.value = m[2]; }
    form.addEventListener('input', run);
    form.addEventListener('submit', function (e) { e.preventDefault(); });
    form.elements.clear.addEventListener('click', function () { q.value = ''; form.elements.s.value = ''; run(); q.focus(); });
    var keep = location.hash; run();
    if (keep && !m) { try { history.replaceState(null, '', keep); } catch (e) { /* file:// */ } }
  }

  /* paper: browsers do not repeat buttons in table heads, and the day count belongs on the printed record */
  addEventListener('beforeprint', function () {
    $('details[data-print]').forEach(function (d) { d._was = d.open; d.open = true; });
    $('.sort').forEach(function (b) {
      var s = document.createElement('span');
      s.className = 'printed'; s.textContent = b.textContent; b.hidden = true; b.parentNode.appendChild(s);
    });
  });
  addEventListener('afterprint', function () {
    $('details[data-print]').forEach(function (d) { d.open = d._was; });
    $('.printed').forEach(function (s) { s.previousSibling.hidden = false; s.remove(); });
  });

  /* print buttons */
  $('[data-print]').forEach(function (b) { b.hidden = false; b.addEventListener('click', function () { window.print(); }); });

  /* a static page cannot know it is old: compare the day of its stamp with the reader's clock */
  var warn = document.querySelector('[data-stale-hours]');
  var built = Date.parse(getComputedStyle(document.documentElement).getPropertyValue('--built').replace(/["'\s]/g, ''));
  if (built && warn && Date.now() - built > warn.dataset.staleHours * 36e5) {
    warn.hidden = false; warn.classList.add('on');
  }
})();
