/* duebook: facts changed in the text of a file, line by line, as the program's pen changes them (src/pen/edit.rs);
   tests/cases/written.json holds both together. All else stays byte for byte. What is written in a way that these
   lines do not know is left to a hand: then nothing comes back. */
var duebookEdit = (function () {
  'use strict';
  var KEY = /^([A-Za-z0-9_-]+)([ \t]*)=[ \t]*(.*?)\s*$/;
  var ONE = '("(?:[^"\\\\]|\\\\.)*"|\'[^\']*\'|[^\\s,"\'{}\\[\\]#]+)';
  var WHOLE = new RegExp('^(' + ONE + '|\\{[^#]*\\})(?:[ \\t]*#.*)?$');

  /* the record's own lines, then each table with its header: keys and where they stand */
  var sections = function (text) {
    var here = { name: '', from: 0, keys: [] }, all = [here], at = 0, open = '';
    text.split('\n').forEach(function (line) {
      var from = at, m;
      at = Math.min(at + line.length + 1, text.length);
      line = line.replace(/\r$/, '');
      if (open) {
        here.keys[here.keys.length - 1].end = at;
        if (line.indexOf(open) >= 0) open = '';
      } else if ((m = /^\s*(\[\[?)\s*([^\]]*?)\s*\]/.exec(line))) {
        here = { name: (m[1] === '[[' ? '' : '[') + m[2], from: at, keys: [] };
        all.push(here);
      } else if ((m = KEY.exec(line))) {
        if (/^[[{]/.test(m[3]) && !/[\]}]([ \t]*#.*)?$/.test(m[3])) here.odd = true;
        here.keys.push({ name: m[1], gap: m[2].length, from: from, end: at, value: m[3] });
        var quotes = /^("""|''')/.exec(m[3]);
        if (quotes && m[3].slice(3).indexOf(quotes[1]) < 0) open = quotes[1];
      } else if (!/^\s*(#.*)?$/.test(line)) here.odd = true;
    });
    return all;
  };
  /* the table that is meant: the record's own lines, or an event by its number from 1 */
  var find = function (text, spot) {
    var all = sections(text), mine = spot.event ? all.filter(function (one) { return one.name === spot.event; })[spot.number - 1] : all[0];
    var upto = all.slice(0, all.indexOf(mine) + 1);
    if (!mine || upto.some(function (one) { return one.odd; })) return null;
    var head = '[' + (spot.event ? spot.event + '.' : '');
    mine.below = all.filter(function (one) { return one.name.indexOf(head) === 0; }).map(function (one) { return one.name.slice(head.length).split('.')[0]; });
    return mine;
  };
  /* the pairs between braces; nothing where they are none of ours */
  var pairs = function (value) {
    var m = /^\{(.*)\}([ \t]*#.*)?$/.exec(value), list = [], rest = m ? m[1].trim() : null, pair = new RegExp('^([A-Za-z0-9_-]+)\\s*=\\s*' + ONE + '\\s*(?:,\\s*|$)');
    while (rest) {
      var found = pair.exec(rest);
      if (!found) return null;
      list.push([found[1], found[2]]);
      rest = rest.slice(found[0].length);
    }
    return m && list;
  };
  var braces = function (list) { return '{ ' + list.map(function (one) { return one[0] + ' = ' + one[1]; }).join(', ') + ' }'; };

  var ends = function (text) { var windows = text.split('\r\n').length - 1; return windows && windows * 2 >= text.split('\n').length - 1 ? '\r\n' : '\n'; };
  /* where the signs of the lines stand below each other, those of long keys apart */
  var aligned = function (keys) {
    var width = Math.min.apply(null, keys.map(function (key) { return key.name.length + key.gap; }));
    return keys.length && keys.every(function (key) { return key.name.length + key.gap === width || (key.gap === 1 && key.name.length + 1 > width); }) ? width : 0;
  };
  var rank = function (names, name) { var at = names.indexOf(name); return at < 0 ? Infinity : at; };
  var insert = function (text, table, names, name, written) {
    var later = table.keys.map(function (key) { return names.indexOf(key.name) > names.indexOf(name); }).indexOf(true), before = table.keys[(later < 0 ? table.keys.length : later) - 1];
    var at = before ? before.end : table.from, end = ends(text), line = name + ' '.repeat(Math.max(1, aligned(table.keys) - name.length)) + '= ' + written;
    return text.slice(0, at) + (!at || text[at - 1] === '\n' ? line + end : end + line) + text.slice(at);
  };
  var replace = function (text, old, value, written) {
    var at = text.indexOf(old.value, old.from + old.name.length + old.gap + 1);
    return text.slice(0, at) + written + text.slice(at + value.length);
  };
  /* takes a line out; a comment above it stays with the line before */
  var drop = function (text, table, old) {
    var n = table.keys.indexOf(old), from = n ? table.keys[n - 1].end : table.from, above = text.slice(from, old.from), out;
    if (above.indexOf('#') < 0) out = text.slice(0, from) + text.slice(old.end);
    else if (n) out = text.slice(0, from) + above.replace(/[\r\n]+$/, '') + ends(text) + text.slice(old.end);
    else if (table.keys.length > 1) out = text.slice(0, old.from) + text.slice(old.end);
    else return null;
    return text.slice(-1) === '\n' ? out : out.replace(/\r?\n$/, '');
  };

  /* writes one fact, or takes it out where `written` is nothing; `names` are the keys of the table in their order, `inner` those
     of the table between braces */
  var put = function (text, spot, names, inner, path, written) {
    var table = find(text, spot), p = path.split('.'), outer = p[0];
    if (!table || table.below.indexOf(outer) >= 0) return null;
    var old = table.keys.filter(function (key) { return key.name === outer; })[0], whole = old && WHOLE.exec(old.value);
    if (!old) return written === null ? text : insert(text, table, names, outer, p[1] ? braces([[p[1], written]]) : written);
    if (!whole) return null;
    if (!p[1]) return written === null ? drop(text, table, old) : replace(text, old, whole[1], written);
    var list = pairs(whole[1]), mine = list && list.filter(function (one) { return one[0] === p[1]; })[0];
    if (!list) return null;
    if (mine && written !== null) {
      var before = new RegExp('(^\\{|[,{])\\s*' + p[1] + '\\s*=\\s*').exec(whole[1]), at = before.index + before[0].length;
      return replace(text, old, whole[1], whole[1].slice(0, at) + written + whole[1].slice(at + mine[1].length));
    }
    if (written === null && !mine) return text;
    if (written === null) list.splice(list.indexOf(mine), 1); else list.push([p[1], written]);
    if (!list.length) return drop(text, table, old);
    list.sort(function (a, b) { var x = rank(inner, a[0]), y = rank(inner, b[0]); return x < y ? -1 : x > y ? 1 : 0; });
    return replace(text, old, whole[1], braces(list));
  };
  /* writes facts by path into the table that is meant; null takes one out. `schema` is the kind of record's */
  var change = function (schema, text, spot, facts) {
    var props = (spot.event ? schema.properties[spot.event].items : schema).properties, names = Object.keys(props);
    return Object.keys(facts).reduce(function (now, path) {
      if (now === null) return null;
      var p = path.split('.'), key = props[p[0]], inner = p[1] ? key.properties : {}, kind = (p[1] ? inner[p[1]] : key)['x-duebook'];
      return put(now, spot, names, Object.keys(inner), path, facts[path] === null ? null : duebookPen.written(kind, facts[path]));
    }, text);
  };

  /* what differs, as few lines as may be: the number of the first line, what stood there, what stands there now, and the
     line above it */
  var differ = function (before, after) {
    var a = before.split(/\r?\n/), b = after.split(/\r?\n/), best = [], i, j, out = [], here = null;
    for (i = a.length; i >= 0; i--) {
      best[i] = [];
      for (j = b.length; j >= 0; j--) best[i][j] = i === a.length || j === b.length ? 0 : a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
    }
    for (i = 0, j = 0; i < a.length || j < b.length;) {
      if (i < a.length && j < b.length && a[i] === b[j]) { here = null; i++; j++; continue; }
      if (!here) { here = { line: i + 1, old: [], now: [], above: i ? a[i - 1] : '', at: j }; out.push(here); }
      if (j >= b.length || (i < a.length && best[i + 1][j] >= best[i][j + 1])) here.old.push(a[i++]); else here.now.push(b[j++]);
    }
    return out;
  };
  /* the line of a key as it stands; nothing where there is none */
  var line = function (text, spot, name) {
    var table = find(text, spot), key = table && table.keys.filter(function (one) { return one.name === name; })[0];
    return key ? text.slice(key.from, key.end).trim() : '';
  };
  return { change: change, differ: differ, line: line };
})();
