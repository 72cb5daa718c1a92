/* duebook: the text of a file, ready: to be opened at the book's forge, copied, downloaded. What comes to a file that
   stands in the book is pasted below it: pasting the whole over it would undo what a colleague wrote meanwhile. */
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
  /* shows the text in `result`; `pattern` is the forge's page; `made.added` what comes to a file that is there */
  var show = function (result, made, message, pattern) {
    var event = made.added !== undefined;
    var name = made.id.split('/').pop() + '.toml';
    var link = pattern && fill(pattern, made, message), carries = pattern && pattern.indexOf('{text}') >= 0;
    var long = link && link.length > LONGEST;
    if (long) link = fill(pattern.replace('{text}', ''), made, message);
    var note = make('p', { role: 'status', 'class': 'said' });
    var area = make('textarea', { 'class': 'mono', readonly: true, rows: Math.min(24, made.text.split('\n').length + 1), 'aria-label': say('ข้อความของแฟ้ม', 'Text of the file'), spellcheck: 'false' });
    area.value = made.text;
    var copy = function (text, done) {
      var old = function () { area.focus(); area.value = text; area.select(); var ok = document.execCommand('copy'); area.value = made.text; note.textContent = ok ? done : say('คัดลอกเองไม่ได้ เลือกข้อความในช่องแล้วกด Ctrl+C', 'Could not copy; select the text in the box and press Ctrl+C'); };
      if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(text).then(function () { note.textContent = done; }, old); else old();
    };
    var button = function (label, sign, act) { var b = make('button', { type: 'button', 'class': 'btn' }, [icon(sign), ' ' + label]); b.addEventListener('click', act); return b; };
    var adds = event && button(say('คัดลอกส่วนที่เพิ่ม', 'Copy what is new'), 'doc', function () { copy(made.line || made.added, say('คัดลอกส่วนที่เพิ่มแล้ว', 'What is new is copied')); });
    var copies = button(event ? say('คัดลอกทั้งแฟ้ม', 'Copy the whole file') : say('คัดลอกแฟ้ม', 'Copy the file'), 'doc', function () { copy(made.text, say('คัดลอกแฟ้มแล้ว', 'The file is copied')); });
    var blob = URL.createObjectURL(new Blob([made.text], { type: 'application/toml' }));
    var saves = make('a', { 'class': 'btn', href: blob, download: name }, [icon('down'), say(' ดาวน์โหลด', ' Download')]);
    var steps = [], forge = link && safe(link) ? make('a', { 'class': 'btn go', href: link, target: '_blank', rel: 'noopener noreferrer' }, [icon('out'), event ? say(' เปิดหน้าแก้แฟ้มของที่เก็บสมุด', ' Open the forge’s edit page') : say(' เปิดหน้าเพิ่มแฟ้มของที่เก็บสมุด', ' Open the forge’s page for a new file')]) : null;
    if (forge && carries && !long) steps.push(say('ปุ่มแรกเปิดหน้าของที่เก็บสมุดที่กรอกชื่อแฟ้มและข้อความไว้แล้ว ตรวจแล้วกดบันทึก (commit)', 'The first button opens the forge with name and text filled in: look it over and commit.'));
    else if (forge && event) {
      steps.push(say('กดคัดลอกส่วนที่เพิ่ม', 'Press Copy what is new.'));
      steps.push(made.replaces ? say('เปิดหน้าแก้แฟ้ม วาง (Ctrl+V) แทนบรรทัดที่ขึ้นต้นด้วย ' + made.replaces + ' แล้วบันทึก (commit)', 'Open the edit page, paste (Ctrl+V) over the line that begins with ' + made.replaces + ', and commit.')
        : made.after ? say('เปิดหน้าแก้แฟ้ม วาง (Ctrl+V) เป็นบรรทัดใหม่ถัดจากบรรทัดที่ขึ้นต้นด้วย ' + made.after + ' แล้วบันทึก (commit)', 'Open the edit page, paste (Ctrl+V) as a line of its own below the one that begins with ' + made.after + ', and commit.')
          : say('เปิดหน้าแก้แฟ้ม ไปท้ายแฟ้ม (Ctrl+End) วาง (Ctrl+V) แล้วบันทึก (commit)', 'Open the edit page, go to the end of the file (Ctrl+End), paste (Ctrl+V), and commit.'));
    } else if (forge) {
      steps.push(long ? say('แฟ้มยาวเกินกว่าที่จะส่งไปกับที่อยู่เว็บ จึงต้องคัดลอกไปวาง: กดคัดลอกแฟ้มก่อน', 'The file is too long to go with an address, so it has to be pasted: press Copy first.') : say('กดคัดลอกแฟ้มก่อน', 'Press Copy first.'));
      steps.push(say('เปิดหน้าเพิ่มแฟ้ม วาง (Ctrl+V) ตั้งชื่อแฟ้มตามที่เขียนไว้ด้านบน แล้วบันทึก (commit)', 'Open the new-file page, paste (Ctrl+V), name the file as written above, and commit.'));
    } else if (event) steps.push(say('ใส่ส่วนที่เพิ่มลงในแฟ้มนี้ของสมุดตามที่แสดงไว้', 'Put what is new into this file of the book, as shown.'));
    else steps.push(say('บันทึกแฟ้มนี้ลงสมุดตามชื่อที่เขียนไว้ด้านบน', 'Save this file in the book under the name above.'));
    var full = forge && carries && !long, order = (full ? [forge, copies] : event ? [adds, forge, copies] : [copies, forge]).filter(Boolean);
    var heading = make('h2', { id: 'result', tabindex: '-1' }, say('แฟ้มพร้อมแล้ว', 'The file is ready'));
    var subjectId = 'subject';
    var line = make('input', { id: subjectId, type: 'text', readonly: true, 'class': 'mono' });
    line.value = message;
    result.replaceChildren(heading, make('p', {}, [make('code', {}, 'records/' + made.id + '.toml')]),
      steps.length > 1 ? make('ol', {}, steps.map(function (step) { return make('li', {}, step); })) : make('p', {}, steps),
      make('p', { 'class': 'btns' }, order.concat([saves])), note,
      make('div', { 'class': 'ask-for' }, [make('label', { 'for': subjectId }, say('ข้อความของ commit', 'Commit message')), line, button(say('คัดลอกข้อความ', 'Copy the message'), 'doc', function () { copy(message, say('คัดลอกข้อความแล้ว', 'The message is copied')); })]), area);
    result.hidden = false;
    heading.focus();
  };

  return show;
})();
