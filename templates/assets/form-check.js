/* duebook: what cannot be, told before it is in the book. What may be and is odd is told by form-tell.js; everything else is for
   `duebook check`. Each fault names its field and says what to write. */
var duebookCheck = (function () {
  'use strict';
  var read = duebookRead, ledger = duebookLedger;
  var PAST = ['date', 'contracted', 'received', 'returned', 'accepted', 'resolved'];

  /* today, the earliest day a fact may have and the words of that day */
  var days = function (facts, today, fault) {
    PAST.forEach(function (key) {
      if (facts[key] > today) fault(key, 'วันนี้ยังมาไม่ถึง วันนี้คือ ' + read.medium(today) + ' ตรวจปีอีกครั้ง', 'This day is still to come; today is ' + today + '. Check the year');
    });
  };
  var before = function (fault, key, day, first, th, en) {
    if (day && first && day < first) fault(key, 'อยู่ก่อน' + th + ' ' + read.medium(first), 'Lies before ' + en + ', ' + first);
  };

  /* the rule in force for a purpose on a day: the one that came into force last */
  var rule = function (book, kind, purpose, day) {
    var found = book.rules.filter(function (r) {
      return r.kind === kind && r.purposes.indexOf(purpose) >= 0 && (!r.from || r.from <= day) && (!r.until || day <= r.until);
    }).sort(function (a, b) { return (b.from || '') < (a.from || '') ? -1 : (b.from || '') > (a.from || '') ? 1 : a.id < b.id ? 1 : -1; });
    return found[0];
  };
  /* the day whose law a record goes by: the first known of those that the book names */
  var lawDay = function (book, kind, facts) { return book.law[kind].map(function (key) { return facts[key]; }).filter(Boolean)[0]; };
  /* the day that decides its folder */
  var founding = function (kind, facts) { return kind === 'advance' ? facts.contracted : facts.received || facts.contracted; };

  /* a text as a reader sees it: without letters that have no shape, the vowel of two ways in one */
  var seen = function (text) { return text.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]/g, '').replace(/\u0e4d\u0e32/g, '\u0e33'); };
  /* a contract's or a receipt's number, by which two are the same however they are spaced and whichever digits they have */
  var number = function (text) { return seen(read.arabic(text)).replace(/\s/g, ''); };
  /* a person's name, by which two are the same however they are spaced */
  var name = function (text) { return seen(text).trim().split(/\s+/).join(' '); };

  /* the record as it will stand; a day that is not known yet comes last */
  var after = function (at, record, facts) {
    var meant = function (one) { return one.name === at.event && one.number === at.number; };
    var change = function (one) {
      if (!meant(one)) return one;
      return Object.assign({}, one, at.name === 'checked' ? { pending: false } : at.name === 'resolved' ? { resolved: facts.resolved || '9999-12-31' } : { 'void': true });
    };
    var events = record.events.map(change), given = (facts.cash || 0) + (facts.salary || 0);
    if (!at.number && !at.later) events = events.concat({ name: at.name, date: facts.date || '9999-12-31', amount: given + (facts.vouchers || 0) + (facts.amount || 0), given: given, pending: !!facts.pending });
    return Object.assign({}, record, { received: facts.received || record.received, events: events });
  };
  /* what `check` would say of the record then, and does not say now */
  var clashes = function (at, record, facts) {
    var key = function (one) { return one.code + one.event.name + one.event.number; }, old = ledger.faults(record).map(key);
    return ledger.faults(after(at, record, facts)).filter(function (one) { return old.indexOf(key(one)) < 0; });
  };
  var CLASH = {
    'before-payout': ['อยู่ก่อนวันรับเงิน', 'lie before the day of receipt'],
    'over-return': ['เกินยอดคงค้าง ณ วันนั้น', 'be more than was outstanding that day'],
    'over-objection': ['เกินยอดที่ส่งใช้ไว้ ณ วันนั้น', 'be more than was cleared by that day'],
    'over-payout': ['เกินจำนวนตามสัญญา', 'be more than the contract'],
    'over-reimbursement': ['เกินยอดที่ใช้เกินเงินยืม', 'be more than was spent above the advance']
  };
  /* the first entry with which the record would be refused, and why, Thai and English */
  var clash = function (at, record, facts) {
    var found = at.kind === 'advance' && clashes(at, record, facts).filter(function (one) { return CLASH[one.code]; })[0];
    if (!found) return null;
    var one = found.event, words = CLASH[found.code];
    return { event: one, th: one.th ? 'จะทำให้รายการ “' + one.th + '” ' + words[0] : 'รายการนี้' + words[0], en: (one.th ? 'The entry “' + one.en + '”' : 'This entry') + ' would ' + words[1] };
  };
  var clashing = function (at, record, facts, fault, key) {
    var found = clash(at, record, facts);
    if (found) fault(key, found.th, found.en);
  };

  var fresh = function (book, kind, facts, today, fault) {
    days(facts, today, fault);
    var keys = kind === 'advance' ? ['received', 'returned', 'due_printed'] : ['accepted'];
    keys.forEach(function (key) { before(fault, key, facts[key], facts.contracted, 'วันทำสัญญา', 'the contract'); });
    var day = founding(kind, facts), purpose = facts[kind === 'advance' ? 'purpose' : 'kind'];
    if (kind === 'advance') {
      before(fault, 'returned', facts.returned, facts.received, 'วันรับเงิน', 'the day of receipt');
      var known = facts.contract && book.contracts[number(facts.contract)];
      if (known) fault('contract', 'เลขที่สัญญานี้มีแล้วใน ' + known, 'This contract number is in use: ' + known);
      if (day && purpose && !facts.rule && !rule(book, kind, purpose, day)) fault('contracted', 'ไม่มีระเบียบของวัตถุประสงค์นี้ที่ใช้บังคับในวันนั้น ตรวจวัน หรือระบุระเบียบ', 'No rule for this purpose was in force on that day; check the day, or name the rule');
    } else if (!day) {
      fault('received', 'ต้องมีวันรับหลักประกันหรือวันทำสัญญา ใช้บอกปีงบประมาณของแฟ้ม', 'The day of receipt or of the contract is needed: it tells the fiscal year of the file');
    }
    if (facts.contract_amount && facts.amount > facts.contract_amount) fault('amount', 'มากกว่ามูลค่าสัญญา ' + read.grouped(facts.contract_amount), 'More than the contract, ' + read.grouped(facts.contract_amount));
  };

  var most = function (fault, key, amount, limit, th, en) {
    if (amount > limit) fault(key, th + ' ' + read.grouped(limit) + ' บาท ถ้าเพิ่งบันทึกหรือยกเลิกรายการ รอให้เว็บสร้างใหม่', en + ' ' + read.grouped(limit) + ' baht. If an entry was just made or voided, wait until the site is built again');
  };
  var event = function (at, facts, record, today, fault) {
    var name = at.name, seen = false, tell = fault;
    fault = function (key, th, en) { seen = true; tell(key, th, en); };
    days(facts, today, fault);
    before(fault, 'date', facts.date, record.contracted, 'วันทำสัญญา', 'the contract');
    if (['clearing', 'objection', 'reimbursement'].indexOf(name) >= 0) before(fault, 'date', facts.date, record.received, 'วันรับเงิน', 'the day of receipt');
    if (name === 'inspection' && record.now && record.now.accepted) before(fault, 'date', facts.date, record.now.accepted, 'วันตรวจรับ', 'the acceptance');
    else if (['inspection', 'notice', 'replacement'].indexOf(name) >= 0) before(fault, 'date', facts.date, record.received, 'วันรับหลักประกัน', 'the day of receipt');
    if (name === 'refund' || name === 'forfeit') {
      before(fault, 'date', facts.date, record.received, 'วันรับหลักประกัน', 'the day of receipt');
      most(fault, 'amount', facts.amount, record.left, 'เกินหลักประกันที่ยังถืออยู่', 'More than is still held,');
    }
    if (name === 'clearing') {
      var given = (facts.cash || 0) + (facts.salary || 0), total = given + (facts.vouchers || 0);
      var first = ['cash', 'salary', 'vouchers'].filter(function (key) { return facts[key] > 0; })[0] || 'vouchers';
      if (!total) fault('vouchers', 'ใส่จำนวนเงินอย่างน้อยหนึ่งช่อง: ใบสำคัญ เงินสดคืน หรือหักเงินเดือน', 'Give at least one amount: vouchers, cash or salary');
      /* vouchers alone may exceed what is left: more was spent than advanced */
      else if (total > record.left && given > 0) {
        if (record.pending) most(fault, first, total, record.left, 'มีใบสำคัญรอตรวจ ' + read.grouped(record.pending) + ' บาท ส่งเพิ่มได้', 'With ' + read.grouped(record.pending) + ' baht under check, no more may come than');
        else most(fault, first, total, record.left, 'รวมแล้วเกินยอดคงค้าง', 'In all more than is outstanding,');
      }
    }
    if (name === 'hold' && facts.until < today) fault('until', 'วันนี้ผ่านไปแล้ว วันนี้คือ ' + read.medium(today), 'This day has passed; today is ' + today);
    if (name === 'extension') {
      before(fault, 'due', facts.due, facts.date, 'วันอนุมัติ', 'the approval');
      if (record.due && facts.due <= record.due) fault('due', 'ต้องอยู่หลังวันครบกำหนดเดิม ' + read.medium(record.due), 'Must come after the present due date, ' + record.due);
    }
    if (name === 'objection') most(fault, 'amount', facts.amount, record.accepted, 'เกินยอดที่ส่งใช้แล้วและยังไม่ถูกทักท้วง', 'More than is cleared and not yet objected to,');
    if (name === 'disbursement') most(fault, 'amount', facts.amount, record.amount - record.paid, 'เกินยอดที่ยังไม่จ่ายตามสัญญา', 'More than the contract has left to pay out,');
    if (name === 'reimbursement') most(fault, 'amount', facts.amount, record.over, 'เกินยอดที่ใช้เกินเงินยืม', 'More than was spent above the advance,');
    /* a day before others may not bear what today does */
    if (!seen && facts.date) clashing(at, record, facts, fault, 'date');
  };
  /* facts that come later to a record */
  var later = function (at, facts, record, today, fault) {
    days(facts, today, fault);
    var of = at.kind === 'advance' ? ['received', 'returned'] : ['accepted'];
    of.forEach(function (key) { before(fault, key, facts[key], record.contracted, 'วันทำสัญญา', 'the contract'); });
    before(fault, 'returned', facts.returned, record.received, 'วันรับเงิน', 'the day of receipt');
    if (facts.received && record.now.returned < facts.received) fault('received', 'อยู่หลังวันกลับมาถึง ' + read.medium(record.now.returned), 'Lies after the arrival, ' + record.now.returned);
    var earlier = function (key, names) {
      var back = record.events.filter(function (one) { return names.indexOf(one.name) >= 0 && !one['void'] && one.date < facts[key]; })[0];
      if (back) fault(key, 'อยู่หลังรายการ “' + back.th + '”', 'Lies after the entry “' + back.en + '”');
    };
    earlier('received', ['refund', 'forfeit', 'notice', 'replacement'].concat(record.now.accepted ? [] : ['inspection']));
    earlier('accepted', ['inspection']);
    clashing(at, record, facts, fault, 'received');
  };
  var resolved = function (at, record, facts, one, today, fault) {
    days(facts, today, fault);
    before(fault, 'resolved', facts.resolved, one.date, 'วันที่ได้รับข้อทักท้วง', 'the day of receipt');
    clashing(at, record, facts, fault, 'resolved');
  };
  var voided = function (facts, one, today, fault) {
    days(facts, today, fault);
    before(fault, 'date', facts.date, one.date, 'วันของรายการนั้น', 'the entry itself');
  };
  return { fresh: fresh, event: event, later: later, resolved: resolved, voided: voided, after: after, clash: clash, clashes: clashes, rule: rule, lawDay: lawDay, founding: founding, number: number, name: name };
})();
