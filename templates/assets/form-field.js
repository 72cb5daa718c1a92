/* duebook: one field of a form, made from a key of a schema: its words, its control, what it holds and how that was
   understood. Words stand Thai first in a schema and English after (src/schema.rs). */
var duebookField = (function () {
  'use strict';
  var th = document.documentElement.lang === 'th', read = duebookRead;
  var say = function (a, b) { return th ? a : b; };

  /* ---------- small tools ---------- */
  var make = function (tag, attributes, inside) {
    var e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var v = attributes[name];
      if (v === true) e.setAttribute(name, ''); else if (v !== false && v !== null && v !== undefined) e.setAttribute(name, v);
    });
    [].concat(inside === undefined ? [] : inside).forEach(function (one) { e.append(one); });
    return e;
  };
  var icons = document.querySelector('[data-icons]').content;
  var icon = function (name) { return icons.querySelector('use[href="#i-' + name + '"]').parentNode.cloneNode(true); };
  /* Thai first in the schema, English after */
  var word = function (text) { var p = (text || '').split(' · '); return th || p.length < 2 ? p[0] : p[1]; };
  var help = function (key) {
    var p = (key.description || '').split('\n\n').filter(function (part) { return part.slice(0, 2) !== '- '; });
    return th || p.length < 2 ? p[0] || '' : p[1];
  };

  /* ---------- one field ---------- */
  var example = function (key) {
    var shown = (key.examples || [])[0];
    if (shown === undefined || key['x-duebook'] === 'choice') return '';
    return key['x-duebook'] === 'amount' ? read.grouped(Math.round(shown * 100)) : String(shown);
  };
  var control = function (id, key) {
    var kind = key['x-duebook'], common = { id: id, autocomplete: 'off', 'aria-describedby': id + '-help ' + id + '-said ' + id + '-wrong' };
    if (kind === 'prose') return make('textarea', Object.assign(common, { rows: 3 }));
    if (kind === 'yes') return make('input', Object.assign(common, { type: 'checkbox' }));
    if (kind === 'choice') {
      var words = key.enumDescriptions || [];
      return make('select', common, [make('option', { value: '' }, say('เลือก', 'Choose'))].concat(key['enum'].map(function (name, i) {
        var said = word(words[i]);
        return make('option', { value: name }, said && said !== name ? said : name);
      })));
    }
    return make('input', Object.assign(common, { type: 'text', spellcheck: kind === 'text' ? null : 'false', inputmode: { amount: 'decimal', percent: 'decimal', whole: 'numeric', address: 'email', link: 'url' }[kind] }));
  };
  var usual = function (kind, key) {
    if (kind === 'day') return say('เช่น 8 พ.ค. 2569 หรือ 8/5/69', 'Such as 8 May 2026, or 8/5/69 (B.E.)');
    var shown = example(key);
    return shown && say('เช่น ', 'Such as ') + shown;
  };
  var field = function (path, key, required, title) {
    var id = 'f-' + path.replace(/[._]/g, '-'), kind = key['x-duebook'], input = control(id, key);
    var about = [help(key), usual(kind, key)].filter(Boolean).join(say(' ', '. ').slice(0, th ? 1 : 2));
    var label = make('label', { 'for': id }, [title || word(key.title)].concat(required ? [' ', make('span', { 'class': 'need' }, say('จำเป็น', 'required'))] : []));
    var said = make('p', { id: id + '-said', 'class': 'said', 'aria-live': 'polite' }), wrong = make('p', { id: id + '-wrong', 'class': 'wrong', hidden: true });
    if (required) input.setAttribute('aria-required', 'true');
    var parts = kind === 'yes' ? [make('div', { 'class': 'tick' }, [input, label])] : [label];
    parts.push(make('p', { id: id + '-help', 'class': 'meta' }, about));
    if (kind !== 'yes') parts.push(input);
    return { path: path, key: key, kind: kind, required: required, input: input, said: said, wrong: wrong, title: title || word(key.title), element: make('div', { 'class': 'ask-for is-' + kind }, parts.concat([said, wrong])) };
  };

  /* puts a value into a field, as a person would write it */
  var fill = function (f, it) {
    if (it !== undefined) f.input.value = f.kind === 'day' ? (th ? read.medium(it) : it) : f.kind === 'amount' ? read.grouped(it) : String(it);
  };

  /* what stands in a field: a value, nothing, or why it is none; and how it was understood */
  var value = function (f) {
    var text = f.input.value.trim(), n;
    if (f.kind === 'yes') return f.input.checked ? { value: true } : {};
    if (!text) return {};
    if (f.kind === 'day') {
      var iso = read.day(text), no = read.noDay(text);
      if (no) return { wrong: [say(no[0], no[1])] };
      return { value: iso, said: read.long(iso, th) };
    }
    if (f.kind === 'amount' || f.kind === 'percent') {
      if (f.kind === 'percent' && text.indexOf(',') >= 0) return { wrong: [say('ร้อยละ 0 ถึง 100', '0 to 100')] };
      var got = read.amount(text.replace(/%$/, ''));
      if (got.no) return { wrong: [say(got.no[0], got.no[1])] };
      if (f.key.exclusiveMinimum === 0 && !got.satang) return { wrong: [say('ต้องมากกว่าศูนย์', 'Must be above zero')] };
      if (f.kind === 'percent') return got.satang > 10000 ? { wrong: [say('ร้อยละ 0 ถึง 100', '0 to 100')] } : { value: got.satang };
      return { value: got.satang, said: read.grouped(got.satang) + say(' บาท ', ' baht ') + (th ? '(' + read.baht(got.satang) + ')' : '') };
    }
    if (f.kind === 'whole') {
      n = read.arabic(text).replace(/ /g, '');
      var low = f.key.minimum, high = f.key.maximum;
      return /^-?\d+$/.test(n) && +n >= low && +n <= high ? { value: +n } : { wrong: [say('จำนวนเต็ม ' + low + ' ถึง ' + high, 'A whole number, ' + low + ' to ' + high)] };
    }
    if (f.kind === 'address') return /^(?!\.)(?!.*\.\.)[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]+@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z0-9][A-Za-z0-9-]*$/.test(text) && text.indexOf('.@') < 0 ? { value: text } : { wrong: [say('ไม่ใช่ที่อยู่อีเมล เขียนเช่น somchai@example.go.th', 'No mail address; write such as somchai@example.go.th')] };
    return { value: f.kind === 'prose' ? f.input.value.replace(/\r/g, '').replace(/\s+$/, '') + (text.indexOf('\n') >= 0 ? '\n' : '') : text };
  };

  return { th: th, say: say, make: make, icon: icon, word: word, help: help, field: field, fill: fill, value: value };
})();
