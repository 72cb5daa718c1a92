/* duebook: what an officer should know while a form is filled in: what is left afterwards, when it falls due, and what is odd and
   yet may be. A line with a hue asks for a second look; none of them keeps a file from being made. */
var duebookTell = (function () {
  'use strict';
  var say = duebookField.say, th = duebookField.th, read = duebookRead, due = duebookDue, ledger = duebookLedger, check = duebookCheck, book = duebookForm;
  var baht = function (amount) { return read.grouped(amount) + say(' บาท', ' baht'); };
  var day = function (iso) { return th ? read.medium(iso) : iso; };
  var STARTS = { received: say('วันรับเงิน', 'the day of receipt'), returned: say('วันกลับมาถึง', 'the arrival back'), contracted: say('วันทำสัญญา', 'the contract'), released: say('วันพ้นข้อผูกพัน', 'the day of release') };

  /* why a form makes no sense now, and the form that comes first */
  var stop = function (at, record) {
    var name = at.name, guarantee = at.kind === 'guarantee', link = function (to) { return to + '/' + at.id; };
    var waits = record.events.filter(function (one) { return one.name === 'clearing' && one.open && !one['void']; })[0];
    var inParts = record.events.some(function (one) { return one.name === 'disbursement' && !one['void']; });
    if (['clearing', 'objection', 'reimbursement'].indexOf(name) >= 0 && !record.received) return { text: say('ยังไม่ได้จ่ายเงินตามสัญญานี้ ใส่วันรับเงินก่อน', 'No money has been paid out on this contract: enter the day of receipt first'), to: link('set-received'), label: say('ใส่วันรับเงิน', 'Day of receipt') };
    if ((name === 'refund' || name === 'forfeit') && !record.received) return { text: say('ยังไม่ได้รับหลักประกันนี้ ใส่วันรับหลักประกันก่อน', 'This guarantee has not been received: enter the day of receipt first'), to: link('set-received'), label: say('ใส่วันรับหลักประกัน', 'Day of receipt') };
    if ((name === 'refund' || name === 'forfeit') && !record.left) return { text: say('ไม่มีหลักประกันเหลือแล้ว', 'Nothing is held any more') };
    if (name === 'clearing' && !record.left && waits) return { text: say('มีใบสำคัญรอตรวจ ', 'Under check: ') + baht(record.pending) + say(' ครบยอดคงค้างแล้ว ส่งเพิ่มไม่ได้ ถ้าตรวจเสร็จแล้ว บันทึกว่าตรวจเสร็จ', ', which is all that is outstanding. Once it is checked, enter that'), to: link('checked') + '/' + waits.number, label: say('ตรวจเสร็จแล้ว', 'Checked') };
    if (name === 'clearing' && !record.left) return { text: say('ไม่มียอดคงค้างแล้ว', 'Nothing is outstanding any more') };
    if (name === 'objection' && !record.accepted) return { text: say('ยังไม่มีการส่งใช้ให้ทักท้วง', 'Nothing was cleared yet that could be objected to') };
    if (name === 'reimbursement' && !record.over) return { text: say('ไม่มียอดที่ใช้เกินเงินยืม', 'Nothing was spent above the advance') };
    if (name === 'disbursement' && record.paid >= record.amount) return { text: say('จ่ายครบตามสัญญาแล้ว', 'All of the contract is paid out') };
    if (name === 'set-received' && inParts) return { text: say('สัญญานี้จ่ายเป็นงวด วันรับเงินอยู่ในแต่ละงวด', 'This contract is paid out in parts, each with its own day') };
    if (name === 'replacement' && !/lg$/.test(record.form) && !Object.keys(record.lg).length) return { text: say('หลักประกันนี้ไม่ใช่หนังสือค้ำประกัน', 'This guarantee is no letter of guarantee') };
    if (name === 'cancelled' && record.open > 0 && record.received) return { text: (guarantee ? say('ยังถือหลักประกัน ', 'Still held: ') : say('ยังมีเงินค้าง ', 'Still out: ')) + baht(record.open) + say(' ยกเลิกไม่ได้จนกว่าจะคืน', '; it cannot be cancelled before that is back'), to: link(guarantee ? 'refund' : 'clearing'), label: guarantee ? say('คืนหลักประกัน', 'Refund') : say('ส่งใช้เงินยืม', 'Clearing') };
    if (name === 'hold' && record.received && !record.open && !record.over) return { text: (guarantee ? say('ไม่มีหลักประกันเหลือแล้ว', 'Nothing is held any more') : say('ไม่มียอดคงค้างแล้ว', 'Nothing is outstanding any more')) + say(' จึงไม่มีการแจ้งเตือนให้พัก', ', so there is no reminder to put on hold') };
    var clash = /^void-/.test(name) && check.clash(at, record, {});
    if (clash) return { text: say('ยกเลิกรายการนี้' + clash.th + ' ยกเลิกรายการนั้นก่อน', clash.en + '; void that one first'), to: link('void-' + clash.event.name) + '/' + clash.event.number, label: say('ยกเลิกรายการนั้น', 'Void that one') };
    return null;
  };

  /* vouchers above what is left: how much, and whether so much that `clear` asks too */
  var over = function (at, record, facts) {
    if (at.name !== 'clearing' || facts.cash > 0 || facts.salary > 0) return 0;
    return Math.max(0, (facts.vouchers || 0) - record.left);
  };
  var far = function (at, record, facts) {
    var much = record && at.name === 'clearing' && check.clashes(at, record, facts).filter(function (one) { return one.code === 'far-over-spent'; })[0];
    return much ? say('ใบสำคัญเกินยอดคงค้าง ', 'Vouchers do exceed what is outstanding by ') + baht(much.over) + say(' จริง', '') : '';
  };

  /* what is left when this is entered, and what was; nothing while an amount is at fault */
  var AMOUNTS = ['vouchers', 'cash', 'salary', 'amount'];
  var was = function (now, then) { return baht(now) + (now === then ? '' : say(' (เดิม ', ' (was ') + read.grouped(then) + ')'); };
  var kept = function (at, record, facts) {
    var back = record.events.filter(function (one) { return at.number && one.name === at.event && one.number === at.number; })[0], amount = back ? back.amount : -(facts.amount || 0);
    if (!/^(refund|forfeit)$/.test(at.event || at.name)) return [];
    return [['', say('หลังรายการนี้ยังถืออยู่ ', 'Still held after this: ') + was(record.left + amount, record.left)]];
  };
  var rest = function (at, record, facts, faulty) {
    if (AMOUNTS.some(faulty)) return [];
    if (at.kind === 'guarantee') return kept(at, record, facts);
    var much = over(at, record, facts), then = check.after(at, record, facts), now = ledger.replay(then), lines = [];
    if (much) return [['now', say('ใช้เกินเงินยืม ', 'Spent above the advance: ') + baht(much) + say(' ตรวจว่าพิมพ์เลขเกินหนึ่งหลักหรือไม่', '. See whether a digit too many was typed')]];
    if (facts.pending) return [['', say('เมื่อตรวจเสร็จจะคงค้าง ', 'Outstanding once it is checked: ') + baht(ledger.replay(then, true).left)]];
    if (now.left !== record.open || at.name === 'clearing') lines.push(['', say('หลังรายการนี้คงค้าง ', 'Outstanding after this: ') + was(now.left, record.open)]);
    var paid = then.events.reduce(function (sum, one) { return sum + (one.name === 'reimbursement' && !one['void'] ? one.amount : 0); }, 0), spent = Math.max(0, now.over - paid);
    if (spent !== record.over) lines.push(['', say('ใช้เกินเงินยืมที่ยังไม่จ่ายชดเชย ', 'Spent above the advance and not reimbursed: ') + was(spent, record.over)]);
    return lines;
  };
  var span = function (rule) {
    var all = [rule.months ? rule.months + say(' เดือน', rule.months === 1 ? ' month' : ' months') : '', rule.days ? rule.days + say(' วัน', rule.days === 1 ? ' day' : ' days') : ''];
    return all.filter(Boolean).join(' ');
  };
  /* when an advance will fall due by its rule */
  var expected = function (rule, facts) {
    if (!rule || !STARTS[rule.start]) return [];
    var from = facts[rule.start], none = !facts.received ? 'received' : !from ? rule.start : '';
    if (none) return [['', say('ยังไม่มีวันครบกำหนดจนกว่าจะใส่', 'There is no due date before this is entered: ') + STARTS[none]]];
    var got = due.count(rule, from, book.calendar), lines = [['', say('คาดว่าครบกำหนด ', 'Expected to fall due ') + read.long(got.day, th) + ' (' + span(rule) + say(' นับจาก', ' from ') + STARTS[rule.start] + ')' + (got.day > got.raw ? say(' เลื่อนจาก ' + day(got.raw) + ' ซึ่งเป็นวันหยุด', ', moved from ' + got.raw + ', a closed day') : '') + (got.unsure ? say(' ยังไม่มีวันหยุดของปีนั้นในสมุด จึงอาจเลื่อน', '. The holidays of that year are not in the book yet, so it may move') : '')]];
    if (facts.due_printed && !got.unsure && facts.due_printed !== got.day && facts.due_printed !== got.raw) lines.push(['now', say('วันครบกำหนดตามสัญญา ', 'The due date as printed, ') + day(facts.due_printed) + say(' ต่างจากวันที่นับได้ ตรวจกับสัญญา', ', differs from the day counted: check it with the contract')]);
    return lines;
  };
  var rule = function (facts, purpose, contracted) {
    var named = facts.rule && book.rules.filter(function (one) { return one.id === facts.rule; })[0];
    return named || (purpose && contracted && check.rule(book, 'advance', purpose, contracted));
  };

  var fresh = function (facts) {
    var lines = facts.contracted && facts.purpose ? expected(rule(facts, facts.purpose, facts.contracted), facts) : [];
    return lines.concat((book.open[check.name(facts['borrower.name'] || '')] || []).map(function (one) {
      return ['now', say('ผู้ยืมชื่อนี้ยังค้าง ', 'A borrower of this name still owes ') + baht(one.amount) + say(' ตาม ', ' on ') + one.contract];
    }));
  };
  var later = function (record, facts) {
    var extended = record.events.some(function (one) { return one.name === 'extension' && !one['void']; });
    if (extended || (!facts.received && !facts.returned)) return [];
    var all = { contracted: record.contracted, received: facts.received || record.received, returned: facts.returned || record.now.returned, due_printed: record.printed };
    return expected(rule(record, record.purpose, record.contracted), all);
  };
  var extension = function (record, facts) {
    var by = rule(record, record.purpose, record.contracted), lines = [];
    if (!facts.due || facts.due <= record.due) return lines;
    var got = by ? due.settle(by, facts.due, book.calendar) : { day: facts.due };
    if (got.day !== facts.due) lines.push(['', say('ตรงวันหยุด ครบกำหนดเลื่อนเป็น', 'A closed day: it falls due on ') + read.long(got.day, th)]);
    if (record.due && Date.parse(facts.due) - Date.parse(record.due) > 366 * 864e5) lines.push(['now', say('ขยายเกินหนึ่งปีจากวันครบกำหนดเดิม ตรวจปีอีกครั้ง', 'More than a year after the present due date: check the year')]);
    return lines;
  };

  /* until when a warranty runs, and when the guarantee will be due back */
  var release = function (at, record, facts) {
    var named = rule(record, null) || check.rule(book, 'guarantee', record.purpose, record.contracted || record.received), released = facts.released, lines = [];
    if (at.name === 'set-accepted' && facts.accepted) {
      var part = function (name) { return facts['warranty.' + name] || 0; }, months = part('years') * 12 + part('months'), none = !months && !part('days');
      var end = none ? facts.accepted : due.count({ months: months, days: part('days') }, facts.accepted, book.calendar).raw;
      lines.push(none ? ['now', say('ไม่มีระยะเวลารับประกัน นับว่าสิ้นสุดในวันตรวจรับ', 'There is no warranty: it ends with the acceptance')] : ['', say('รับประกันถึง', 'Warranty until ') + read.long(end, th)]);
      var decided = record.now.released || !/^(contract|retention)$/.test(record.purpose) || record.events.some(function (one) { return one.name === 'inspection'; });
      if (!decided) released = end;
    }
    return released && record.received && named && named.start === 'released' ? lines.concat(expected(named, { received: record.received, released: released })) : lines;
  };
  /* a form without an amount says what it does */
  var about = function (at, record) {
    if (at.name === 'lift') return [['', say('การแจ้งเตือนเริ่มใหม่ตามกำหนดตั้งแต่วันที่ลงสมุด', 'Reminders go out again from the day on which this is in the book')]];
    if (!/^void-/.test(at.name)) return [];
    return [['', say('รายการนี้ยังอยู่ในแฟ้ม แต่ไม่นับอีก', 'The entry stays in the file, and counts no more')]]
      .concat(at.event === 'extension' && record.due ? [['', say('วันครบกำหนดจะนับใหม่โดยไม่มีการขยายนี้', 'The due date will be counted again without this extension')]] : []);
  };
  var unreminded = function (at, facts) {
    var who = at.kind === 'advance' ? 'borrower' : 'contractor';
    return facts[who + '.name'] && !facts[who + '.email'] ? [['now', at.kind === 'advance' ? say('ไม่มีอีเมล จะไม่มีการแจ้งเตือนถึงผู้ยืม', 'No mail address: the borrower will not be reminded') : say('ไม่มีอีเมล จะไม่มีการแจ้งเตือนถึงคู่สัญญา', 'No mail address: the contractor will not be told')]] : [];
  };

  /* all that is to be said; each line with its hue */
  var lines = function (at, record, facts, faulty) {
    if (!record) return (at.kind === 'advance' ? fresh(facts) : []).concat(unreminded(at, facts));
    var all = about(at, record).concat(rest(at, record, facts, faulty));
    if (at.later && at.kind === 'advance') all = all.concat(later(record, facts));
    if (at.later && at.kind === 'guarantee') all = all.concat(release(at, record, facts));
    if (at.name === 'extension') all = all.concat(extension(record, facts));
    if (at.name === 'refund' && facts.date && (!record.released || facts.date < record.released)) all.push(['now', record.released ? say('คืนก่อนวันพ้นข้อผูกพัน ', 'Returned before the day of release, ') + day(record.released) : say('ยังไม่มีวันพ้นข้อผูกพัน ใส่วันตรวจรับและระยะเวลารับประกันก่อน', 'There is no day of release yet: enter acceptance and warranty first')]);
    if (at.name === 'objection' && record.objected) all.push(['now', say('มีข้อทักท้วงที่ยังไม่ยุติ ', 'An objection is open: ') + baht(record.objected) + say(' ถ้าเรื่องนั้นยุติแล้ว กด “เรื่องยุติแล้ว” ที่รายการนั้นในหน้าของสัญญา', '. If that one is settled, press “Settled” beside it on the record’s page')]);
    if (facts.receipt && record.receipts.indexOf(check.number(facts.receipt)) >= 0) all.push(['now', say('ใบเสร็จเลขนี้บันทึกไว้แล้วในสัญญานี้ ตรวจว่าบันทึกซ้ำหรือไม่', 'This receipt stands in the record already: see whether it is entered twice')]);
    return all;
  };
  return { lines: lines, far: far, stop: stop };
})();
