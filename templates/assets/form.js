/* duebook: the forms of form.html, in the internal edition alone. What is asked for, and in which words, comes from
   the JSON Schemas in form-data.js; what stands behind the ? of the address says which form it is (form-what.js). Nothing is
   fetched, sent or kept: the text of a file is shown, and the book's forge opens with it. */
(function () {
  'use strict';
  var th = duebookField.th, say = duebookField.say, make = duebookField.make, icon = duebookField.icon, word = duebookField.word, help = duebookField.help;
  var field = duebookField.field, fill = duebookField.fill, value = duebookField.value, read = duebookRead, check = duebookCheck, tell = duebookTell, book = duebookForm;
  var page = document.querySelector('.entry'), box = page && page.querySelector('[data-form]');
  if (!box) return;
  var LATER = ['rule', 'released', 'due_printed', 'notes', 'category'];
  /* the day and the version of the build stand in the stamp's style sheet alone, so that a quiet night changes no script */
  var built = getComputedStyle(document.documentElement).getPropertyValue('--built').replace(/["\s]/g, '').slice(0, 10), stamp = document.querySelector('.fresh-version');
  var version = /^"([0-9a-f]{7,})"$/.exec(stamp ? getComputedStyle(stamp, '::before').content : '');
  var here = location.pathname, asof = (th ? read.medium(built) : built) + (version ? say(' รุ่น ', ', version ') + version[1] : '');

  var held = false, dirty = false;
  addEventListener('pointerdown', function () { held = true; }, true);
  ['pointerup', 'pointercancel'].forEach(function (name) { addEventListener(name, function () { held = false; }, true); });
  /* what was typed is not left behind without a question */
  addEventListener('beforeunload', function (e) { if (dirty) { e.preventDefault(); e.returnValue = ''; } });

  var load = function (id, then) {
    window.duebookRecord = undefined;
    var script = make('script', { src: page.dataset.base + id + '.js' });
    script.onload = function () { var r = window.duebookRecord; then(r && r.path === id ? r : null); };
    script.onerror = function () { then(null); };
    document.head.append(script);
  };
  var baht = function (amount) { return read.grouped(amount) + say(' บาท', ' baht'); };
  var alarm = function (hue, inside) { return make('div', { 'class': 'banner blocked ' + hue, role: 'alert' }, inside); };
  var title = function (words) {
    document.title = words + ' · ' + say('สมุดคุม', 'duebook');
    page.querySelector('[data-title]').textContent = words;
  };

  /* what is there, above the form, and as of when: somebody may have entered more since */
  var head = function (at, job, record) {
    var rows = [[at.kind === 'advance' ? say('ใบยืม', 'Loan contract') : say('สัญญา', 'Contract'), make('a', { href: page.dataset.root + record.path + '.html' }, record.contract)], [say('เรื่อง', 'For'), record.project || '…']];
    if (at.kind === 'guarantee') rows.push([say('ยังถืออยู่', 'Still held'), baht(record.received ? record.open : 0)]);
    else rows.push([say('คงค้าง', 'Outstanding'), baht(record.open) + (record.pending ? say(' · รอตรวจ ', ' · under check ') + read.grouped(record.pending) + say(' · ส่งเพิ่มได้ ', ' · may still come ') + read.grouped(record.left) : '')]);
    if (record.due) rows.push([at.name === 'extension' ? say('ครบกำหนดเดิม', 'Due so far') : say('ครบกำหนด', 'Due'), read.long(record.due, th)]);
    if (record.hold.until) rows.push([say('พักการแจ้งเตือนถึง', 'Reminders on hold until'), read.long(record.hold.until, th)]);
    if (job && job.about) rows.push([say('รายการ', 'Entry'), job.about]);
    rows.push([say('ข้อมูล ณ', 'As of'), asof + say(' ถ้ามีผู้บันทึกหลังจากนั้น ดูแฟ้มในที่เก็บสมุดก่อน', '; see the file at the forge first if somebody has entered more')]);
    return make('dl', { 'class': 'who-line' }, rows.reduce(function (all, row) { return all.concat(make('dt', {}, row[0]), make('dd', {}, [row[1]])); }, []));
  };

  var draw = function (at, job, record) {
    var fields = [], groups = {}, extra = [], main = [], tried = false, agency = null, number = null, fresh = !record;
    job.fields.forEach(function (spec) {
      var f = field(spec.path, spec.key, spec.required, spec.title), into = fresh && LATER.indexOf(spec.path) >= 0 ? extra : main;
      f.within = spec.within;
      fill(f, job.values[spec.path]);
      fields.push(f);
      if (!spec.group) { into.push(f.element); return; }
      f.title = word(spec.head.title) + ' ' + f.title;
      if (!groups[spec.group]) {
        groups[spec.group] = make('fieldset', { 'class': 'group' }, [make('legend', {}, word(spec.head.title))].concat(help(spec.head) ? [make('p', { 'class': 'meta' }, help(spec.head))] : []));
        into.push(groups[spec.group]);
      }
      groups[spec.group].append(f.element);
    });
    var by = function (path) { return fields.filter(function (f) { return f.path === path; })[0]; };
    if (fresh) {
      agency = field('agency', { 'x-duebook': 'choice', title: 'ส่วนราชการ · Agency', 'enum': book.agencies.map(function (a) { return a.slug; }), enumDescriptions: book.agencies.map(function (a) { return a.th + ' · ' + a.en; }) }, true);
      agency.input.value = book.agencies.some(function (a) { return a.slug === at.agency; }) ? at.agency : '';
      main.unshift(agency.element);
      number = field('number', { 'x-duebook': 'whole', title: 'เลขแฟ้ม · Number of the file', description: 'เว้นว่างคือเลขถัดไปของปีนั้น ใส่เองเมื่อมีผู้ใช้เลขนั้นก่อน\n\nEmpty is the next of the year; write one where somebody else was first', minimum: 1, maximum: 999999 }, false);
      extra.push(number.element);
    }
    /* asked for only where much more was spent than advanced */
    var sure = field('sure', { 'x-duebook': 'yes', title: '' }, false), sureLabel = sure.element.querySelector('label');
    sure.element.hidden = true;
    var every = function () { return [agency].concat(fields, number, sure).filter(Boolean); };

    var summary = make('div', { 'class': 'banner late wrongs noprint', tabindex: '-1', role: 'group', 'aria-labelledby': 'wrongs', hidden: true });
    var told = make('div', { 'class': 'told', 'aria-live': 'polite' });
    var preview = make('pre', { tabindex: '0', 'aria-labelledby': 'text-h', translate: 'no' }), where = make('p', { 'class': 'meta' });
    var result = make('section', { 'class': 'result', 'aria-labelledby': 'result', hidden: true });
    var form = make('form', { novalidate: true, 'class': 'form-fields noprint', 'aria-label': job.title }, main
      .concat(extra.length ? [make('details', {}, [make('summary', {}, say('ช่องอื่น ไม่บังคับ', 'Other fields, all optional'))].concat(extra))] : [])
      .concat([told, sure.element, make('p', { 'class': 'btns' }, [make('button', { type: 'submit', 'class': 'btn go' }, say('ตรวจ แล้วทำแฟ้ม', 'Check, and make the file'))])]));
    box.replaceChildren.apply(box, (record ? [head(at, job, record)] : []).concat([summary, make('div', { 'class': 'rec' }, [form, make('div', { 'class': 'made' }, [make('h2', { id: 'text-h' }, say('แฟ้มที่จะได้', 'The file')), where, preview])]), result]));

    /* ---------- from fields to facts ---------- */
    var hidden = function (f) { return f.path.indexOf('lg.') === 0 && fresh && groups.lg.hidden; };
    /* of the rules, those in force that speak of the purpose, or that a record must name for it */
    var rules = function (purpose, day) {
      var choice = by('rule');
      if (!choice || choice.kind !== 'choice') return;
      Array.from(choice.input.options).forEach(function (option) {
        var one = book.rules.filter(function (r) { return r.id === option.value; })[0];
        if (!one) return;
        var fits = one.purposes.indexOf(purpose) >= 0 || (!one.purposes.length && one.id.split('/')[1] === purpose);
        option.hidden = option.disabled = !(fits && (!day || ((!one.from || one.from <= day) && (!one.until || day <= one.until))));
        if (option.disabled && option.selected) choice.input.value = '';
      });
    };
    var gather = function () {
      var facts = {}, faults = [];
      var fault = function (path, text) { faults.push([path, text]); };
      if (fresh && groups.lg && by('form')) groups.lg.hidden = !/lg$/.test(by('form').input.value);
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
      var day = fresh ? check.founding(at.kind, facts) : null, purpose = facts[at.kind === 'advance' ? 'purpose' : 'kind'];
      var lawDay = fresh ? check.lawDay(book, at.kind, facts) : null;
      if (fresh) rules(purpose, lawDay);
      if (fresh && facts.rule && !by('rule').input.value) delete facts.rule;
      var law = lawDay && purpose && !facts.rule ? check.rule(book, at.kind, purpose, lawDay) : null;
      if (law) facts.rule = law.id;
      if (agency && !agency.input.value) fault('agency', say('เลือกส่วนราชการ', 'Choose the agency'));
      var typed = number ? value(number) : {}, next = day && agency ? highest(day) + 1 : null;
      if (typed.wrong) fault('number', typed.wrong[0]);
      else if (typed.value && next && typed.value < next) fault('number', say('เลขนี้ใช้แล้ว เลขถัดไปคือ ', 'In use; the next is ') + next);
      job.check(facts, function (path, thai, english) { if (!faults.some(function (one) { return one[0] === path; })) fault(path, say(thai, english)); });
      var far = tell.far(at, record, facts);
      sure.element.hidden = !far;
      if (sureLabel.textContent !== far) { sureLabel.textContent = far; sure.title = far; sure.input.checked = false; }
      if (far && !sure.input.checked) fault('sure', say('ตรวจกับเอกสาร แล้วกาช่องนี้', 'See the papers, then tick this box'));
      /* told in the order of the fields */
      var order = every().map(function (f) { return f.path; });
      faults.sort(function (a, b) { return order.indexOf(a[0]) - order.indexOf(b[0]); });
      return { facts: facts, faults: faults, day: day, number: typed.value || next };
    };
    var highest = function (day) { return book.numbers[agency.input.value + '/' + read.fiscalYear(day) + '/' + at.kind] || 0; };
    var outcome = function (got) {
      if (record) return job.change(got.facts);
      var folder = (agency.input.value || '…') + '/' + (got.day ? read.fiscalYear(got.day) : '…');
      return { id: folder + '/' + at.kind + '-' + (got.number ? String(got.number).padStart(4, '0') : '…'), text: job.text(got.facts) };
    };

    /* ---------- what is shown meanwhile ---------- */
    var mark = function (made) {
      if (made.added !== undefined) return [made.text.slice(0, made.at), make('mark', {}, made.added)];
      if (!made.hunks) return [made.text];
      var lines = made.text.split(/\r?\n/), at = 0, parts = [];
      made.hunks.forEach(function (one) {
        parts.push(lines.slice(at, one.at).map(function (line) { return line + '\n'; }).join(''));
        if (one.old.length) parts.push(make('del', {}, one.old.join('\n') + '\n'));
        if (one.now.length) parts.push(make('mark', {}, one.now.join('\n') + '\n'));
        at = one.at + one.now.length;
      });
      return parts.concat(lines.slice(at).join('\n'));
    };
    var show = function (got) {
      var made = outcome(got), lines = tell.lines(at, record, got.facts, function (path) { return got.faults.some(function (one) { return one[0] === path; }); });
      told.replaceChildren.apply(told, lines.map(function (one) { return make('p', { 'class': one[0] ? 'warn ' + one[0] : 'said' }, one[0] ? [icon('late'), ' ' + one[1]] : one[1]); }));
      var reason = by('late_reason'), unsaid = at.name === 'clearing' && record.due && got.facts.date > record.due && !got.facts.late_reason;
      if (reason) reason.said.classList.toggle('now', !!unsaid);
      if (unsaid) reason.said.textContent = say('ส่งหลังวันครบกำหนด ' + read.medium(record.due) + ' ควรเขียนเหตุ', 'After the due date, ' + record.due + ': say why');
      where.textContent = 'records/' + made.id + '.toml';
      preview.replaceChildren.apply(preview, mark(made));
      var first = preview.querySelector('mark, del');
      if (first) preview.scrollTop += first.getBoundingClientRect().top - preview.getBoundingClientRect().top - 48;
      every().forEach(function (f) {
        var mine = got.faults.filter(function (one) { return one[0] === f.path; })[0];
        var shown = mine && (tried || f.left);
        f.wrong.hidden = !shown;
        f.wrong.replaceChildren.apply(f.wrong, shown ? [icon('late'), ' ' + mine[1]] : []);
        if (shown) f.input.setAttribute('aria-invalid', 'true'); else f.input.removeAttribute('aria-invalid');
      });
      if (!summary.hidden) list(got.faults);
      return made;
    };
    var update = function () { result.hidden = true; show(gather()); };

    /* ---------- the summary on top, each line leading to its field ---------- */
    var list = function (faults) {
      summary.hidden = !faults.length;
      summary.replaceChildren(make('h2', { id: 'wrongs', 'class': 'big' }, say('ยังทำแฟ้มไม่ได้ มี ' + faults.length + ' ช่องที่ต้องแก้', faults.length === 1 ? 'One field to mend before the file can be made' : faults.length + ' fields to mend before the file can be made')),
        make('ul', {}, faults.map(function (one) {
          var f = every().filter(function (other) { return other.path === one[0]; })[0] || every()[0];
          var a = make('a', { href: '#' + f.input.id }, f.title + ': ' + one[1]);
          a.addEventListener('click', function (e) {
            e.preventDefault();
            var closed = f.input.closest('details');
            if (closed) closed.open = true;
            f.input.focus();
          });
          return make('li', {}, [a]);
        })));
    };

    form.addEventListener('input', function () { dirty = true; update(); });
    form.addEventListener('change', update);
    /* Enter leads on, as in a sheet; only the button makes the file */
    form.addEventListener('keydown', function (e) {
      if (e.key !== 'Enter' || e.isComposing || e.target.tagName !== 'INPUT') return;
      e.preventDefault();
      var all = Array.from(form.querySelectorAll('input, select, textarea, button, summary')).filter(function (one) { return one.getClientRects().length && (one.tagName === 'SUMMARY' || !one.closest('details:not([open])')); });
      all[all.indexOf(e.target) + 1].focus();
    });
    form.addEventListener('focusout', function (e) {
      var f = every().filter(function (one) { return one.input === e.target; })[0];
      if (!f || !f.input.value) return;
      /* words that come up while a button is held down would move it from under the finger */
      var heed = function () { f.left = true; show(gather()); };
      if (held) addEventListener('pointerup', function () { setTimeout(heed); }, { once: true }); else heed();
    });
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      tried = true;
      var got = gather(), made = show(got);
      if (got.faults.length) { result.hidden = true; list(got.faults); summary.focus(); return; }
      summary.hidden = true;
      made.event = at.name;
      made.asof = say('เลขบรรทัดเป็นของแฟ้ม ณ ', 'The numbers of lines are those of ') + asof + say(' ถ้ามีผู้แก้แฟ้มหลังจากนั้น ให้หาบรรทัดจากข้อความ', '; if somebody changed the file since, go by the words of the line');
      if (/^void-/.test(at.name)) made.last = say('ถ้าจะบันทึกรายการที่ถูกแทน รอ Merge และรอให้เว็บสร้างใหม่ก่อน', 'To enter the right one instead, wait for the merge and until the site is built again');
      if (fresh) made.next = say('เพิ่มสัญญาต่อไปก่อนเว็บสร้างใหม่ ใส่เลขแฟ้ม ', 'For the next contract before the site is built again, give the file number ') + (got.number + 1);
      duebookMade.show(result, made, job.subject(made.id, got.facts), record ? book.forge.edit : book.forge['new'], function () { dirty = false; });
    });
    title(job.title);
    update();
  };

  /* what stands here may have been overtaken by what was just entered */
  var wait = function (record) {
    var edit = duebookMade.page(book.forge.edit, record.path);
    return make('p', {}, [say('ถ้าเพิ่งบันทึกหรือเพิ่งยกเลิกรายการ รอให้เว็บสร้างใหม่ หรือ', 'If an entry was just made or voided, wait until the site is built again, or '), edit ? make('a', { href: edit, target: '_blank', rel: 'noopener noreferrer' }, say('แก้แฟ้มโดยตรง', 'edit the file')) : say('แก้แฟ้มโดยตรง', 'edit the file')]);
  };
  var other = document.querySelector('a.lang'), otherPath = other && other.getAttribute('href');
  var start = function () {
    var asked = '', choose = page.querySelector('[data-choose]'), lede = page.querySelector('[data-lede]');
    try { asked = decodeURIComponent(location.search.slice(1)); } catch (e) { /* no address of ours */ }
    var at = duebookWhat.route(asked), today = read.today();
    if (other) other.setAttribute('href', otherPath + location.search);
    choose.hidden = !!at;
    lede.hidden = !!at;
    box.hidden = !at;
    if (!at) {
      if (asked) choose.before(alarm('late', make('p', {}, say('ไม่มีแบบกรอกหรือระเบียนตามที่อยู่นี้ (' + asked + ') เลือกจากรายการข้างล่าง หรือเปิดแบบกรอกจากหน้าของระเบียน', 'There is no form or record at this address (' + asked + '). Choose below, or open the form from the page of the record'))));
      return;
    }
    if (!at.id) { draw(at, duebookWhat.of(at, null, today), null); return; }
    load(at.id, function (record) {
      if (!record) { box.replaceChildren(alarm('late', make('p', {}, say('ไม่พบระเบียน ' + at.id + ' ในเว็บนี้ เปิดแบบกรอกจากหน้าของระเบียน', 'This site has no record ' + at.id + '; open the form from the record’s own page')))); return; }
      var job = duebookWhat.of(at, record, today), stop = job && tell.stop(at, record);
      if (job) title(job.title);
      if (stop) {
        var way = stop.to ? [make('p', {}, [make('a', { 'class': 'btn go', href: here + '?' + stop.to }, stop.label)])] : [];
        box.replaceChildren(head(at, job, record), alarm('now', [make('p', {}, stop.text)].concat(way, wait(record))));
      } else if (!job) box.replaceChildren(head(at, null, record), alarm('now', [make('p', {}, say('ไม่มีรายการนี้ที่ยังเปิดอยู่ อาจบันทึกไว้แล้ว', 'There is no such entry that is open; it may have been done already')), wait(record)]));
      else if (job.change(job.values) === null) box.replaceChildren(head(at, job, record), alarm('now', make('p', {}, say('แฟ้มของระเบียนนี้เขียนไว้ในแบบที่แบบกรอกแก้ให้ไม่ได้ แก้แฟ้มโดยตรงจากหน้าของระเบียน', 'The file of this record is written in a way that the form cannot change; edit it from the record’s own page'))));
      else draw(at, job, record);
    });
  };
  start();
})();
