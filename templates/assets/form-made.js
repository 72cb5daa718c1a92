/* duebook: the text of a file, ready, and the way of it into the book, step by step. Into a file that stands in the book only what
   is new is put: pasting the whole over it would undo what a colleague wrote meanwhile. */
var duebookMade = (function () {
  'use strict';
  var say = duebookField.say, make = duebookField.make, icon = duebookField.icon;
  /* addresses get longer than this on no forge that was tried; what does not fit is copied */
  var LONGEST = 7000;

  var fill = function (pattern, made, message) {
    var path = 'records/' + made.id + '.toml', cut = path.lastIndexOf('/'), whole = encodeURIComponent;
    var slots = { path: path, folder: path.slice(0, cut), name: path.slice(cut + 1), text: whole(made.text), message: whole(message) };
    return pattern.replace(/\{(path|folder|name|text|message)\}/g, function (_, slot) { return slots[slot]; });
  };
  var safe = function (link) { return /^https?:\/\//.test(link); };
  var code = function (text) { return make('code', {}, text); };
  /* lines as a forge's find box takes them, each below the other */
  var quote = function (lines) { return make('code', { 'class': lines.length > 1 ? 'block' : null }, lines.join('\n')); };
  /* one place of a file that is changed, by its words: a number is right only until somebody writes above it */
  var place = function (one, under, copy) {
    var n = one.old.length, many = n > 1, first = n ? one.line : one.line - 1, now = one.now.length;
    var at = say(' (บรรทัดที่ ', many ? ' (lines ' : ' (line ') + first + (many ? '–' + (first + n - 1) : '') + say(' เมื่อทำเว็บ) ', ' when the site was made) ');
    var where = !under ? [] : [say('ใต้ ', 'Below '), code(under.head), under.all > 1 ? say(' อันที่ ', ', number ') + under.number : ''].concat(under.day ? [say(' ที่ ', ' with '), code(under.day)] : [], say(' ', ': '));
    var put = now ? [quote(one.now), ' ', copy(one.now)] : [];
    if (n) return where.concat(say(now ? 'เลือก' : 'ลบ', now ? 'Select ' : 'Delete ') + say((many ? ' ' + n + ' ' : '') + 'บรรทัดที่เขียนว่า ', many ? n + ' lines that say ' : 'the line that says '), quote(one.old), at,
      now ? say('ทั้งบรรทัด แล้ววาง (Ctrl+V) แทน ถ้าบรรทัดนั้นไม่ตรงข้อความ อย่าวางทับ ', 'whole, and paste (Ctrl+V) this over it; not where the file says anything else: ') : say('ทั้งบรรทัด ถ้าบรรทัดนั้นไม่ตรงข้อความ อย่าลบ', 'whole. Where the file says anything else, do not delete it'), put);
    if (!first) return where.concat(say('ไปต้นแฟ้ม (Ctrl+Home) วาง (Ctrl+V) แล้วกด Enter ', 'Go to the start of the file (Ctrl+Home), paste (Ctrl+V) and press Enter: '), put);
    return where.concat(say('หาบรรทัดที่เขียนว่า ', 'Find the line that says '), quote([one.above]), at, say('กด End แล้ว Enter แล้ววาง (Ctrl+V) ', 'press End, then Enter, and paste (Ctrl+V): '), put);
  };
  /* the forge's page of a file, for who changes it by hand */
  var page = function (pattern, id) {
    var link = pattern && fill(pattern, { id: id, text: '' }, '');
    return link && safe(link) ? link : null;
  };

  /* shows the way in `result`; `pattern` is the forge's page; `used` is told once something was taken away */
  var show = function (result, made, message, pattern, used) {
    var event = made.added !== undefined, changed = made.hunks, file = 'records/' + made.id + '.toml', name = file.split('/').pop();
    var link = pattern && fill(pattern, made, message), long = link && link.length > LONGEST;
    if (long) link = fill(pattern.replace('{text}', ''), made, message);
    var full = link && pattern.indexOf('{text}') >= 0 && !long, said = link && pattern.indexOf('{message}') >= 0;
    var note = make('p', { role: 'status', 'class': 'said' });
    var text = event ? made.added.replace(/^\r?\n/, '') : made.text;
    var area = make('textarea', { id: 'made-text', 'class': 'mono', readonly: true, rows: Math.min(24, text.split('\n').length + 1), spellcheck: 'false' });
    area.value = text;
    var line = make('textarea', { id: 'subject', 'class': 'mono', readonly: true, rows: 2, spellcheck: 'false' });
    line.value = message;

    var taken = function (text, done, from) {
      used();
      var old = function () { var was = from.value; from.value = text; from.select(); var ok = document.execCommand('copy'); from.value = was; note.textContent = ok ? done : say('คัดลอกเองไม่ได้ เลือกข้อความแล้วกด Ctrl+C', 'Could not copy; select the text and press Ctrl+C'); };
      if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(function () { note.textContent = done; }, old); else old();
    };
    var copy = function (label, text, done, from) {
      var b = make('button', { type: 'button', 'class': 'btn' }, [icon('doc'), ' ' + label]);
      b.addEventListener('click', function () { taken(text, done, from); });
      return b;
    };
    var copies = event ? copy(say('คัดลอกส่วนที่เพิ่ม', 'Copy what is new'), made.added, say('คัดลอกส่วนที่เพิ่มแล้ว', 'What is new is copied'), area) : copy(say('คัดลอกแฟ้ม', 'Copy the file'), made.text, say('คัดลอกแฟ้มแล้ว', 'The file is copied'), area);
    var blob = URL.createObjectURL(new Blob([text], { type: 'application/toml' }));
    /* a part of a file does not bear the file's name: put in its place it would be all that is left of it */
    var saves = make('a', { 'class': 'btn', href: blob, download: event ? name.replace('.toml', '-' + made.event + '.toml') : name }, [icon('down'), event ? say(' ดาวน์โหลดส่วนที่เพิ่ม', ' Download what is new') : say(' ดาวน์โหลด', ' Download')]);
    saves.addEventListener('click', used);
    var forge = link && safe(link) ? make('a', { 'class': 'btn go', href: link, target: '_blank', rel: 'noopener noreferrer' }, [icon('out'), event || changed ? say(' เปิดหน้าแก้แฟ้มของที่เก็บสมุด', ' Open the forge’s edit page') : say(' เปิดหน้าเพิ่มแฟ้มของที่เก็บสมุด', ' Open the forge’s page for a new file')]) : null;
    if (forge) forge.addEventListener('click', used);

    var steps = [];
    if (changed) {
      steps.push(forge ? [forge] : [say('เปิดแฟ้มนี้ในสมุด หรือส่งข้อต่อไปนี้ให้คนที่บันทึกได้', 'Open this file of the book, or send these steps to somebody who may write it.')]);
      changed.forEach(function (one) { steps.push(place(one, made.under, function (now) {
        var n = now.length;
        return copy(n > 1 ? say('คัดลอก ' + n + ' บรรทัดนี้', 'Copy these ' + n + ' lines') : say('คัดลอกบรรทัดนี้', 'Copy this line'), now.join('\n'), say('คัดลอกบรรทัดแล้ว', n > 1 ? 'The lines are copied' : 'The line is copied'), line);
      })); });
    } else if (event) {
      steps.push([copies]);
      steps.push(forge ? [forge, say(' ไปท้ายแฟ้ม (Ctrl+End) วาง (Ctrl+V)', ' Go to the end of the file (Ctrl+End), paste (Ctrl+V).')] : [say('วางท้ายแฟ้มนี้ในสมุด หรือดาวน์โหลดส่วนที่เพิ่มส่งให้คนที่บันทึกได้', 'Paste it at the end of this file of the book, or download it for somebody who may write it.')]);
    } else if (full && forge) steps.push([forge, say(' ชื่อแฟ้มและข้อความกรอกไว้ให้แล้ว ตรวจอีกครั้ง', ' Name and text are filled in: look them over.')]);
    else {
      steps.push([long ? say('แฟ้มยาวเกินกว่าที่จะส่งไปกับที่อยู่เว็บ จึงต้องคัดลอกไปวาง ', 'The file is too long to go with an address, so it has to be pasted. ') : '', copies]);
      steps.push(forge ? [forge, say(' วาง (Ctrl+V) แล้วตั้งชื่อแฟ้มตามที่เขียนไว้ด้านบน', ' Paste (Ctrl+V), and name the file as written above.')] : [say('บันทึกลงสมุดตามชื่อที่เขียนไว้ด้านบน หรือดาวน์โหลดส่งให้คนที่บันทึกได้', 'Save it in the book under the name above, or download it for somebody who may write it.')]);
    }
    var words = make('label', { 'for': 'subject' }, said && forge ? say('ช่อง Commit message กรอกไว้ให้แล้วว่า', 'The box Commit message is filled in:') : say('คัดลอกข้อความนี้ไปวางในช่อง Commit message', 'Copy this into the box Commit message'));
    steps.push([words, line, copy(say('คัดลอกข้อความ', 'Copy the message'), message, say('คัดลอกข้อความแล้ว', 'The message is copied'), line)]);
    if (forge) steps.push([say('เลือก Create a new branch … and start a pull request (เสนอให้ตรวจ) แล้วกดยืนยัน ยังไม่มีอะไรลงสมุดจนถึงข้อนี้', 'Choose Create a new branch … and start a pull request, and confirm. Nothing is in the book before that.')]);
    if (made.last) steps.push([made.last]);

    var heading = make('h2', { id: 'result', tabindex: '-1' }, changed ? say('วิธีแก้พร้อมแล้ว', 'The change is ready') : say('แฟ้มพร้อมแล้ว', 'The file is ready'));
    result.replaceChildren.apply(result, [heading, make('p', {}, [code(file)]), make('ol', {}, steps.map(function (step) { return make('li', { 'class': 'ask-for' }, step); })), note]
      .concat(made.next ? [make('p', {}, made.next)] : [], changed ? [make('p', { 'class': 'meta' }, made.asof)] : [make('p', { 'class': 'btns' }, full && forge ? [copies, saves] : [saves]), make('label', { 'for': 'made-text' }, event ? say('ส่วนที่เพิ่ม', 'What is new') : say('ข้อความของแฟ้ม', 'Text of the file')), area]));
    result.hidden = false;
    heading.focus();
  };

  return { show: show, page: page };
})();
