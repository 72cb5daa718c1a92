/* duebook — progressive enhancement only: sort, filter, the way to the search, print.
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

  /* what a reader chose lives in the #fragment, so that it survives a reload and can be sent by mail */
  var state = {};
  if (location.hash.indexOf('=') > 0) {
    location.hash.slice(1).split('&').forEach(function (p) {
      var at = p.indexOf('='), v = p.slice(at + 1);
      try { v = decodeURIComponent(v); } catch (e) { /* as it is */ }
      state[p.slice(0, at)] = v;
    });
  } else if (/^#(late|soon7|hand)$/.test(location.hash)) {
    state.s = location.hash.slice(1); /* how other pages lead to a filter */
  }
  var keep = function () {
    var hash = ['q', 's', 'sort'].filter(function (k) { return state[k]; })
      .map(function (k) { return k + '=' + encodeURIComponent(state[k]); }).join('&');
    try { history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search); } catch (e) { /* stays unwritten */ }
  };

  /* sorting: a real button in each header, aria-sort on the active one only */
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  $('table[data-table]').forEach(function (table) {
    var live = table.parentNode.querySelector('[data-status]');
    var name = table.parentNode.getAttribute('aria-labelledby');
    $('th[data-sort]', table).forEach(function (h) {
      var b = document.createElement('button');
      b.type = 'button'; b.className = 'sort';
      while (h.firstChild) b.appendChild(h.firstChild);
      h.appendChild(b);
      var sort = function (up) {
        var i = h.cellIndex, body = table.tBodies[0];
        var key = function (r) { var c = r.cells[i]; return c.dataset.v || c.textContent.trim(); };
        $('tr', body).map(function (r) { return [key(r), r]; }).sort(function (x, y) {
          var d = h.dataset.sort === 'num' ? x[0] - y[0] : order(x[0], y[0]);
          return up ? d : -d;
        }).forEach(function (r) { body.appendChild(r[1]); });
        $('th[aria-sort]', table).forEach(function (o) { o.removeAttribute('aria-sort'); });
        h.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        if (live) live.textContent = say('เรียงตาม', 'Sorted by ') + b.textContent.trim() + say(up ? ' น้อยไปมาก' : ' มากไปน้อย', up ? ', ascending' : ', descending');
      };
      b.addEventListener('click', function () {
        var up = h.getAttribute('aria-sort') === 'descending' || (h.dataset.sort === 'text' && !h.hasAttribute('aria-sort'));
        sort(up);
        state.sort = [name, h.cellIndex, up ? 'up' : 'down'].join('.');
        keep();
      });
      var kept = (state.sort || '').split('.');
      if (kept[0] === name && +kept[1] === h.cellIndex) sort(kept[2] === 'up');
    });
  });

  /* filter: words + status chips over every register on the page */
  var form = document.querySelector('.filter');
  if (form) {
    var q = form.querySelector('[name=q]'), hits = form.querySelector('.hits'), clear = form.querySelector('[name=clear]');
    var rows = $('tr[data-s]');
    var plain = function (s) {
      return s.normalize('NFC').toLowerCase().replace(/[๐-๙]/g, function (c) { return c.charCodeAt(0) - 0x0e50; })
        .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, '$1\u0e33').replace(/([\u0e48-\u0e4b])\u0e4d\u0e32/g, '$1\u0e33')
        .replace(/\u0e40\u0e40/g, '\u0e41').replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff,]+/g, '');
    };
    rows.forEach(function (r) { r._t = $('td,th', r).map(function (c) { return plain(c.textContent); }).join('\n'); });
    var run = function () {
      var words = q.value.trim().split(/\s+/).map(plain), s = form.querySelector('[name=s]:checked').value, found = [0, 0], sums = [0, 0];
      rows.forEach(function (r) {
        var ok = (!s || r.dataset.s.split(' ').indexOf(s) >= 0) && words.every(function (w) { return r._t.indexOf(w) >= 0; });
        r.hidden = !ok;
        /* what is owed and what is held are two kinds of money */
        var g = 'g' in r.dataset ? 1 : 0;
        if (ok) { found[g]++; sums[g] += Math.round(r.dataset.o * 100); }
      });
      $('[data-none]').forEach(function (p) {
        p.hidden = $('tr[data-s]', p.parentNode).some(function (r) { return !r.hidden; });
      });
      var on = q.value.trim() || s;
      $('tfoot[data-total]').forEach(function (f) { f.hidden = !!on; });
      var n = found[0] + found[1], m = [say('คงค้าง', 'outstanding'), say('หลักประกัน', 'guarantees')].map(function (name, g) {
        return name + ' ' + (sums[g] / 100).toLocaleString('en', { minimumFractionDigits: 2 }) + say(' บาท', ' baht');
      }).filter(function (_, g) { return found[g]; }).join(' · ');
      hits.textContent = on ? say('พบ ' + n + ' รายการ ' + m, n + ' found' + (m && ', ') + m) : say('แสดงทั้งหมด ' + n + ' รายการ', 'Showing all ' + n);
      clear.hidden = !on;
      state.q = q.value.trim(); state.s = s;
    };
    /* by hand: the value '' of a group cannot be assigned */
    var only = function (s) { $('input[name=s]', form).forEach(function (i) { i.checked = i.value === s; }); };
    q.value = state.q || '';
    only(state.s || '');
    if (!form.querySelector('[name=s]:checked')) only('');
    form.addEventListener('input', function () { run(); keep(); });
    clear.addEventListener('click', function () { q.value = ''; only(''); run(); keep(); q.focus(); });
    run();
  }

  /* the way to the search from every page: the field of the header, and the key / */
  var jump = document.querySelector('form.jump');
  if (jump) {
    jump.addEventListener('submit', function (e) {
      e.preventDefault();
      location.href = jump.dataset.to + '#q=' + encodeURIComponent(jump.elements.find.value.trim());
    });
  }
  addEventListener('keydown', function (e) {
    if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName)) return;
    e.preventDefault();
    if (!jump) return document.getElementById('q').focus();
    if (jump.offsetParent) return jump.elements.find.focus();
    location.href = jump.dataset.to;
  });

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
  $('button[data-print]').forEach(function (b) { b.addEventListener('click', function () { window.print(); }); });
})();
