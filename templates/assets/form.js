/* duebook: the forms of form.html, in the internal edition alone. What is asked for, and in which words, comes from
   the JSON Schemas in form-data.js; what stands behind the ? of the address says which form it is. Nothing is fetched, sent or
   kept: the text of a file is shown, and the book's forge opens with it. */
(function () {
  'use strict';
  var th = duebookField.th, say = duebookField.say, make = duebookField.make, icon = duebookField.icon, word = duebookField.word, help = duebookField.help;
  var field = duebookField.field, value = duebookField.value, read = duebookRead, pen = duebookPen, check = duebookCheck, book = duebookForm;
  var page = document.querySelector('.entry'), box = page && page.querySelector('[data-form]');
  if (!box) return;
  var LATER = ['rule', 'cancelled', 'hold', 'released', 'due_printed', 'notes', 'category'];
  var SEPARATE = ['void'], TABLES = ['hold', 'cancelled'];

  var held = false;
  addEventListener('pointerdown', function () { held = true; }, true);
  ['pointerup', 'pointercancel'].forEach(function (name) { addEventListener(name, function () { held = false; }, true); });

  /* ---------- which form ---------- */
  var route = function () {
    var asked = '';
    try { asked = decodeURIComponent(location.search.slice(1)); } catch (e) { /* no address of ours */ }
    var m = /^([a-z-]+)(?:\/([a-z0-9-]+)(?:\/(\d{4})(?:\/((advance|guarantee)-\d{4,}))?)?)?$/.exec(asked);
    if (!m) return null;
    if (m[1] === 'advance' || m[1] === 'guarantee') return { kind: m[1], agency: m[2] || '' };
    var schema = m[5] && book.schema[m[5]], key = schema && schema.properties[m[1]];
    return key && (key['x-duebook'] === 'each' || TABLES.indexOf(m[1]) >= 0) ? { kind: m[5], event: m[1], id: m[2] + '/' + m[3] + '/' + m[4] } : null;
  };
  var load = function (id, then) {
    window.duebookRecord = undefined;
    var script = make('script', { src: page.dataset.base + id + '.js' });
    script.onload = function () { var r = window.duebookRecord; then(r && r.path === id ? r : null); };
    script.onerror = function () { then(null); };
    document.head.append(script);
  };

  /* ---------- the form ---------- */
  var draw = function (at, record) {
    var own = at.event && book.schema[at.kind].properties[at.event], schema = own ? own.items || own : book.schema[at.kind];
    var fields = [], extra = [], today = read.today(), tried = false, groups = {};
    var agency = null, number = null;

    var add = function (name, key, required, into) {
      if (key['x-duebook'] !== 'table') {
        var f = field(name, key, required);
        fields.push(f); into.push(f.element);
        return;
      }
      var inside = Object.keys(key.properties).map(function (inner) {
        var asked = (key.required || []).indexOf(inner) >= 0;
        var f = field(name + '.' + inner, key.properties[inner], required && asked);
        f.within = asked && !required ? name : null;
        f.title = word(key.title) + ' ' + f.title;
        fields.push(f);
        return f.element;
      });
      groups[name] = make('fieldset', { 'class': 'group' }, [make('legend', {}, word(key.title))].concat(help(key) ? [make('p', { 'class': 'meta' }, help(key))] : [], inside));
      into.push(groups[name]);
    };
    var main = [];
    Object.keys(schema.properties).forEach(function (name) {
      var key = schema.properties[name];
      if (key['x-duebook'] === 'each' || SEPARATE.indexOf(name) >= 0) return;
      add(name, key, (schema.required || []).indexOf(name) >= 0, !at.event && LATER.indexOf(name) >= 0 ? extra : main);
    });
    var every = function () { return fields.concat([agency, number].filter(Boolean)); };
    var by = function (path) { return fields.filter(function (f) { return f.path === path; })[0]; };

    if (!at.event) {
      agency = field('agency', { 'x-duebook': 'choice', title: 'ส่วนราชการ · Agency', 'enum': book.agencies.map(function (a) { return a.slug; }), enumDescriptions: book.agencies.map(function (a) { return a.th + ' · ' + a.en; }) }, true);
      agency.input.value = book.agencies.some(function (a) { return a.slug === at.agency; }) ? at.agency : '';
      main.unshift(agency.element);
      number = field('number', { 'x-duebook': 'whole', title: 'เลขแฟ้ม · Number of the file', description: 'เว้นว่างคือเลขถัดไปของปีนั้น ใส่เองเมื่อมีผู้ใช้เลขนั้นก่อน\n\nEmpty is the next of the year; write one where somebody else was first', minimum: 1, maximum: 999999 }, false);
      extra.push(number.element);
    }
    if (at.event && by('date')) by('date').input.value = th ? read.medium(today) : today;
    if (/^(refund|forfeit)$/.test(at.event) && record.left > 0) by('amount').input.value = read.grouped(record.left);

    /* ---------- what is there, above the form ---------- */
    var head = [];
    if (record) {
      var left = /\/guarantee-/.test(record.path) ? say('ยังถืออยู่', 'Still held') : say('คงค้าง', 'Outstanding');
      head.push(make('dl', { 'class': 'who-line' }, [
        make('dt', {}, say('สัญญา', 'Contract')), make('dd', { lang: th ? null : 'th' }, [make('a', { href: page.dataset.root + record.path + '.html' }, record.contract)]),
        make('dt', {}, say('เรื่อง', 'For')), make('dd', { lang: th ? null : 'th' }, record.project || '…'),
        make('dt', {}, left), make('dd', {}, read.grouped(record.left) + say(' บาท', ' baht'))
      ]));
    }
    var summary = make('div', { 'class': 'banner late wrongs noprint', tabindex: '-1', role: 'group', 'aria-labelledby': 'wrongs', hidden: true });
    var after = make('p', { 'class': 'said', 'aria-live': 'polite' });
    var preview = make('pre', { tabindex: '0', 'aria-labelledby': 'text-h', translate: 'no' }), where = make('p', { 'class': 'meta' });
    var result = make('section', { 'class': 'result', 'aria-labelledby': 'result', hidden: true });
    var form = make('form', { novalidate: true, 'class': 'form-fields noprint', 'aria-label': title() }, main
      .concat(extra.length ? [make('details', {}, [make('summary', {}, say('ช่องอื่น ไม่บังคับ', 'Other fields, all optional'))].concat(extra))] : [])
      .concat([after, make('p', { 'class': 'btns' }, [make('button', { type: 'submit', 'class': 'btn go' }, say('ตรวจ แล้วทำแฟ้ม', 'Check, and make the file'))])]));
    box.replaceChildren.apply(box, head.concat([summary, make('div', { 'class': 'rec' }, [form, make('div', { 'class': 'made' }, [make('h2', { id: 'text-h' }, say('แฟ้มที่จะได้', 'The file')), where, preview])]), result]));

    function title() {
      if (at.event) return say('บันทึก', 'Record: ') + word(book.schema[at.kind].properties[at.event].title);
      return at.kind === 'advance' ? say('เพิ่มเงินยืม', 'Add an advance') : say('เพิ่มหลักประกัน', 'Add a guarantee');
    }

    /* ---------- from fields to facts ---------- */
    var hidden = function (f) { return f.path.indexOf('lg.') === 0 && groups.lg && groups.lg.hidden; };
    var gather = function () {
      var facts = {}, faults = [];
      var fault = function (path, text) { faults.push([path, text]); };
      if (groups.lg && by('form')) groups.lg.hidden = !/lg$/.test(by('form').input.value);
      fields.forEach(function (f) {
        var got = hidden(f) ? {} : value(f);
        f.said.textContent = got.said || '';
        if (got.wrong) fault(f.path, got.wrong[0]);
        if (got.value !== undefined) facts[f.path] = got.value;
      });
      fields.forEach(function (f) {
        var begun = f.within && Object.keys(facts).some(function (path) { return path.indexOf(f.within + '.') === 0; });
        if (!hidden(f) && (f.required || begun) && facts[f.path] === undefined && !faults.some(function (one) { return one[0] === f.path; })) fault(f.path, say('ต้องกรอกช่องนี้', 'This field is required'));
      });
      /* a table that is asked for, and of which no key is */
      Object.keys(groups).forEach(function (name) {
        var inside = fields.filter(function (f) { return f.path.indexOf(name + '.') === 0; });
        if ((schema.required || []).indexOf(name) < 0 || inside.some(function (f) { return facts[f.path] !== undefined || f.required; })) return;
        fault(inside[0].path, say('กรอกอย่างน้อยหนึ่งช่องของ', 'Fill in at least one field of: ') + word(schema.properties[name].title));
      });
      var day = at.event ? null : check.founding(at.kind, facts), purpose = facts[at.kind === 'advance' ? 'purpose' : 'kind'];
      if (day && purpose && !facts.rule) {
        var law = check.rule(book, at.kind, purpose, day);
        if (law) facts.rule = law.id;
      }
      if (agency && !agency.input.value) fault('agency', say('เลือกส่วนราชการ', 'Choose the agency'));
      var typed = number ? value(number) : {}, next = day && agency ? highest(day) + 1 : null;
      if (typed.wrong) fault('number', typed.wrong[0]);
      else if (typed.value && next && typed.value < next) fault('number', say('เลขนี้ใช้แล้ว เลขถัดไปคือ ', 'In use; the next is ') + next);
      var told = function (path, thai, english) { if (!faults.some(function (one) { return one[0] === path; })) fault(path, say(thai, english)); };
      if (at.event) check.event(at.event, facts, record, today, told); else check.fresh(book, at.kind, facts, today, told);
      return { facts: facts, faults: faults, day: day, number: typed.value || next };
    };
    var highest = function (day) { return book.numbers[agency.input.value + '/' + read.fiscalYear(day) + '/' + at.kind] || 0; };
    var subject = function (id, facts) {
      var m = /^(.*)\/(advance|guarantee)-(\d+)$/.exec(id), words;
      if (!at.event) words = (at.kind === 'advance' ? 'เพิ่ม ' : 'รับ ') + facts.contract + ' ' + read.grouped(facts.amount) + ' บาท';
      else {
        /* as the commands say it: no names */
        var keys = schema.properties, several = Object.keys(keys).filter(function (k) { return keys[k]['x-duebook'] === 'amount'; }).length > 1;
        words = [book.schema[at.kind].properties[at.event].title.split(' · ')[0]].concat(Object.keys(keys).map(function (name) {
          var v = facts[name], label = keys[name].title.split(' · ')[0];
          if (v === undefined) return '';
          if (keys[name]['x-duebook'] === 'amount') return several ? label + ' ' + read.grouped(v) : read.grouped(v);
          return keys[name]['x-duebook'] === 'day' && name !== 'date' ? label + ' ' + read.medium(v) : '';
        }), facts.date ? 'เมื่อ ' + read.medium(facts.date) : '').filter(Boolean).join(' ');
      }
      return m[2] + ' ' + m[1] + '/' + m[3] + ': ' + words;
    };
    var outcome = function (got) {
      if (at.event) {
        var whole = own.items && pen.append(record.text, pen.event(book.schema[at.kind], at.event, got.facts));
        return Object.assign({ id: record.path }, whole ? { text: whole, at: record.text.length, added: whole.slice(record.text.length) } : pen.put(book.schema[at.kind], record.text, at.event, got.facts));
      }
      var folder = (agency.input.value || '…') + '/' + (got.day ? read.fiscalYear(got.day) : '…');
      var line = book.lines[at.kind];
      return {
        id: folder + '/' + at.kind + '-' + (got.number ? String(got.number).padStart(4, '0') : '…'),
        text: (line ? line + '\n' : '') + pen.record(schema, got.facts)
      };
    };

    /* what is left of the money once this is in the book */
    var rest = function (facts) {
      var moves = { clearing: ['vouchers', 'cash', 'salary'], refund: ['amount'], forfeit: ['amount'] }[at.event];
      if (!moves) return '';
      var left = record.left - moves.reduce(function (sum, key) { return sum + (facts[key] || 0); }, 0);
      if (!record.left) return at.event === 'clearing' ? say('ไม่มียอดคงค้างแล้ว', 'Nothing is outstanding any more') : say('ไม่มีหลักประกันเหลือแล้ว', 'Nothing is held any more');
      if (left < 0) return at.event === 'clearing' ? say('ใช้จ่ายเกินเงินยืม ', 'Spent above the advance: ') + read.grouped(-left) + say(' บาท', ' baht') : '';
      return (at.event === 'clearing' ? facts.pending ? say('เมื่อตรวจเสร็จจะคงค้าง ', 'Outstanding once it is checked: ') : say('หลังรายการนี้คงค้าง ', 'Outstanding after this: ') : say('หลังรายการนี้ยังถืออยู่ ', 'Still held after this: ')) + read.grouped(left) + say(' บาท', ' baht');
    };

    var show = function (got) {
      var made = outcome(got);
      after.textContent = rest(got.facts);
      var why = at.event === 'clearing' && record.due && got.facts.date > record.due && !got.facts.late_reason;
      if (why) by('late_reason').said.textContent = say('ส่งหลังวันครบกำหนด ' + read.medium(record.due) + ' ควรเขียนเหตุ', 'After the due date, ' + record.due + ': say why');
      where.textContent = 'records/' + made.id + '.toml';
      preview.textContent = made.text;
      if (at.event) {
        preview.replaceChildren(made.text.slice(0, made.at), make('mark', {}, made.added), made.text.slice(made.at + made.added.length));
      }
      var touched = every();
      touched.forEach(function (f) {
        var mine = got.faults.filter(function (one) { return one[0] === f.path; })[0];
        var shown = mine && (tried || f.left);
        f.wrong.hidden = !shown;
        f.wrong.replaceChildren.apply(f.wrong, shown ? [icon('late'), ' ' + mine[1]] : []);
        if (shown) f.input.setAttribute('aria-invalid', 'true'); else f.input.removeAttribute('aria-invalid');
      });
      return made;
    };
    var update = function () { result.hidden = true; show(gather()); };

    /* ---------- the summary on top, each line leading to its field ---------- */
    var complain = function (faults) {
      summary.hidden = false;
      summary.replaceChildren(make('h2', { id: 'wrongs', 'class': 'big' }, say('ยังทำแฟ้มไม่ได้ มี ' + faults.length + ' ช่องที่ต้องแก้', faults.length === 1 ? 'One field to mend before the file can be made' : faults.length + ' fields to mend before the file can be made')),
        make('ul', {}, faults.map(function (one) {
          var f = every().filter(function (other) { return other.path === one[0]; })[0] || fields[0];
          var a = make('a', { href: '#' + f.input.id }, f.title + ': ' + one[1]);
          a.addEventListener('click', function (e) {
            e.preventDefault();
            var closed = f.input.closest('details');
            if (closed) closed.open = true;
            f.input.focus();
          });
          return make('li', {}, [a]);
        })));
      summary.focus();
    };

    form.addEventListener('input', update);
    form.addEventListener('change', update);
    form.addEventListener('focusout', function (e) {
      var f = every().filter(function (one) { return one.input === e.target; })[0];
      if (!f || !f.input.value) return;
      /* words that come up while a button is held down would move it from under the finger */
      var tell = function () { f.left = true; show(gather()); };
      if (held) addEventListener('pointerup', function () { setTimeout(tell); }, { once: true }); else tell();
    });
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      tried = true;
      var got = gather(), made = show(got);
      if (got.faults.length) { result.hidden = true; return complain(got.faults); }
      summary.hidden = true;
      duebookMade(result, made, subject(made.id, got.facts), at.event ? book.forge.edit : book.forge.new);
    });
    document.title = title() + ' · ' + say('สมุดคุม', 'duebook');
    page.querySelector('[data-title]').textContent = title();
    update();
  };

  var other = document.querySelector('a.lang'), otherPath = other && other.getAttribute('href');
  var start = function () {
    var at = route(), choose = page.querySelector('[data-choose]'), lede = page.querySelector('[data-lede]');
    if (other) other.setAttribute('href', otherPath + location.search);
    choose.hidden = !!at;
    lede.hidden = !!at;
    box.hidden = !at;
    if (!at) return;
    if (!at.event) return draw(at, null);
    load(at.id, function (record) {
      if (record && (TABLES.indexOf(at.event) < 0 || pen.put(book.schema[at.kind], record.text, at.event, {}))) return draw(at, record);
      if (record) return box.replaceChildren(make('p', { 'class': 'banner now', role: 'alert' }, say('แฟ้มของระเบียนนี้เขียนไว้ในแบบที่แบบกรอกแก้ให้ไม่ได้ แก้แฟ้มโดยตรงจากหน้าของระเบียน', 'The file of this record is written in a way that the form cannot change; edit it from the record’s own page')));
      box.replaceChildren(make('p', { 'class': 'banner late', role: 'alert' }, say('ไม่พบระเบียน ' + at.id + ' ในเว็บนี้ เปิดแบบกรอกจากหน้าของระเบียน', 'This site has no record ' + at.id + '; open the form from the record’s own page')));
    });
  };
  start();
})();
