/* duebook: what can be said of a record or an event before it is in the book. Everything else, holidays and other
   records of the borrower among it, is for `duebook check`. Each fault names its field and says what to write. */
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

  var fresh = function (book, kind, facts, today, fault) {
    days(facts, today, fault);
    var contract = ['วันทำสัญญา', 'the contract'];
    var keys = kind === 'advance' ? ['received', 'returned', 'due_printed'] : ['accepted'];
    keys.concat(facts['cancelled.date'] ? ['cancelled.date'] : []).forEach(function (key) {
      before(fault, key, facts[key], facts.contracted, contract[0], contract[1]);
    });
    var day = founding(kind, facts), purpose = facts[kind === 'advance' ? 'purpose' : 'kind'];
    if (kind === 'advance') {
      before(fault, 'returned', facts.returned, facts.received, 'วันรับเงิน', 'the day of receipt');
      var known = book.contracts[facts.contract];
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
    var about = record.path.indexOf('/guarantee-') > 0, paid = ['clearing', 'objection', 'reimbursement'];
    before(fault, 'date', facts.date, record.contracted, 'วันทำสัญญา', 'the contract');
    if (paid.indexOf(name) >= 0) {
      if (!record.received) fault('date', 'ระเบียนนี้ยังไม่มีวันรับเงิน แก้ระเบียนให้มี received ก่อน', 'The record has no day of receipt yet; write received into it first');
      else before(fault, 'date', facts.date, record.received, 'วันรับเงิน', 'the day of receipt');
    }
    if (about && (name === 'refund' || name === 'forfeit')) {
      before(fault, 'date', facts.date, record.received, 'วันรับหลักประกัน', 'the day of receipt');
      most(fault, 'amount', facts.amount, record.left, 'เกินหลักประกันที่ยังถืออยู่', 'More than is still held,');
    }
    if (name === 'clearing') {
      var given = (facts.cash || 0) + (facts.salary || 0), total = given + (facts.vouchers || 0);
      var first = ['cash', 'salary', 'vouchers'].filter(function (key) { return facts[key] > 0; })[0] || 'vouchers';
      if (!total) fault('vouchers', 'ใส่จำนวนเงินอย่างน้อยหนึ่งช่อง: ใบสำคัญ เงินสดคืน หรือหักเงินเดือน', 'Give at least one amount: vouchers, cash or salary');
      /* vouchers alone may exceed what is left: more was spent than advanced */
      else if (total > record.left && (given > 0 || record.left <= 0)) most(fault, first, total, record.left, 'รวมแล้วเกินยอดคงค้าง', 'In all more than is outstanding,');
    }
    if (name === 'cancelled' && !about && record.left > 0) fault('date', 'ยังมีเงินค้าง ' + read.grouped(record.left) + ' บาท ยกเลิกไม่ได้', 'There is money out, ' + read.grouped(record.left) + ' baht: it cannot be cancelled');
    if (name === 'extension') before(fault, 'due', facts.due, facts.date, 'วันอนุมัติ', 'the approval');
    if (name === 'objection') {
      most(fault, 'amount', facts.amount, record.cleared, 'เกินยอดที่ส่งใช้แล้ว', 'More than was cleared,');
      before(fault, 'resolved', facts.resolved, facts.date, 'วันที่ได้รับข้อทักท้วง', 'the day of receipt');
    }
    if (name === 'disbursement') most(fault, 'amount', facts.amount, record.amount - record.paid, 'เกินยอดที่ยังไม่จ่ายตามสัญญา', 'More than the contract has left to pay out,');
    if (name === 'reimbursement') most(fault, 'amount', facts.amount, record.over, 'เกินยอดที่ใช้จ่ายเกินเงินยืม', 'More than was spent above the advance,');
  };
  return { fresh: fresh, event: event, rule: rule, founding: founding };
})();
