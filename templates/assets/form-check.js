/* duebook: what cannot be, told before it is in the book. What may be and is odd is told by form-tell.js; everything else is for
   `duebook check`. Each fault names its field and says what to write. */
var duebookCheck = (function () {
  'use strict';
  var read = duebookRead;
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
  var founding = function (kind, facts) { return kind === 'advance' ? facts.contracted : facts.received || facts.contracted; };

  /* a contract's or a receipt's number, by which two are the same however they are spaced and whichever digits they have */
  var number = function (text) { return read.arabic(text).replace(/\s/g, ''); };

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
    if (amount > limit) fault(key, th + ' ' + read.grouped(limit) + ' บาท', en + ' ' + read.grouped(limit) + ' baht');
  };
  var event = function (name, facts, record, today, fault) {
    days(facts, today, fault);
    before(fault, 'date', facts.date, record.contracted, 'วันทำสัญญา', 'the contract');
    if (['clearing', 'objection', 'reimbursement'].indexOf(name) >= 0) before(fault, 'date', facts.date, record.received, 'วันรับเงิน', 'the day of receipt');
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
    if (name === 'objection') most(fault, 'amount', facts.amount, record.cleared, 'เกินยอดที่ส่งใช้แล้ว', 'More than was cleared,');
    if (name === 'disbursement') most(fault, 'amount', facts.amount, record.amount - record.paid, 'เกินยอดที่ยังไม่จ่ายตามสัญญา', 'More than the contract has left to pay out,');
    if (name === 'reimbursement') most(fault, 'amount', facts.amount, record.over, 'เกินยอดที่ใช้เกินเงินยืม', 'More than was spent above the advance,');
  };
  /* facts that come later to a record */
  var later = function (facts, record, today, fault) {
    days(facts, today, fault);
    var of = record.path.indexOf('/advance-') > 0 ? ['received', 'returned'] : ['accepted'];
    of.forEach(function (key) { before(fault, key, facts[key], record.contracted, 'วันทำสัญญา', 'the contract'); });
    before(fault, 'returned', facts.returned, record.received, 'วันรับเงิน', 'the day of receipt');
    if (facts.received && record.now.returned < facts.received) fault('received', 'อยู่หลังวันกลับมาถึง ' + read.medium(record.now.returned), 'Lies after the arrival, ' + record.now.returned);
  };
  var resolved = function (facts, one, today, fault) {
    days(facts, today, fault);
    before(fault, 'resolved', facts.resolved, one.date, 'วันที่ได้รับข้อทักท้วง', 'the day of receipt');
  };
  var voided = function (facts, one, today, fault) {
    days(facts, today, fault);
    before(fault, 'date', facts.date, one.date, 'วันของรายการนั้น', 'the entry itself');
  };
  return { fresh: fresh, event: event, later: later, resolved: resolved, voided: voided, rule: rule, founding: founding, number: number };
})();
