/* duebook: the running balance of an advance, replayed as the program does (src/book/ledger.rs), and what no balance can bear
   (src/book/check/money.rs); tests/cases/judged.json holds both together. Money in satang, days ISO. */
var duebookLedger = (function () {
  'use strict';
  /* on one day money comes first, then clearings, then objections, then what settles them */
  var RANK = ['disbursement', 'clearing', 'objection'];
  var parts = function (record, all) { return record.events.filter(function (one) { return one.name === 'disbursement' && (all || !one['void']); }); };
  /* the day on which the whole came; where parts were entered and all voided, the one that stands in the file */
  var whole = function (record) {
    if (parts(record, false).length) return null;
    return (parts(record, true).length && record.now ? record.now.received : record.received) || null;
  };
  var first = function (record) {
    return whole(record) || parts(record, false).map(function (one) { return one.date; }).sort()[0] || null;
  };
  /* `record` has an amount, a day of receipt and events; vouchers under check count where all does */
  var replay = function (record, all) {
    var moves = [], balance = 0, accepted = 0, open = [];
    var put = function (date, rank, event) { moves.push({ date: date, rank: rank, event: event }); };
    var objected = function () { return open.reduce(function (sum, one) { return sum + one.rest; }, 0); };
    if (whole(record)) put(whole(record), 0, { amount: record.amount });
    record.events.forEach(function (one) {
      var rank = RANK.indexOf(one.name);
      if (rank < 0 || one['void'] || (one.pending && !all)) return;
      put(one.date, rank, one);
      if (one.resolved) put(one.resolved, 3, one);
    });
    moves.sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : a.rank - b.rank; });
    var steps = [], move;
    while ((move = moves.shift())) {
      var one = move.event, rest = one.amount, step = { date: move.date, rank: move.rank, event: one, before: Math.max(0, balance) + objected(), accepted: accepted };
      /* what is cleared when nothing is left answers an objection of the same day */
      var last = move.rank === 1 && step.before <= 0 ? moves.reduce(function (last, other, i) { return other.date === move.date && other.rank === 2 ? i : last; }, -1) : -1;
      if (last >= 0) { moves.splice(last + 1, 0, move); continue; }
      if (move.rank === 0) balance += rest;
      if (move.rank === 1) {
        accepted += rest;
        /* a clearing after an objection answers the objection first */
        open.forEach(function (other) { var part = Math.min(other.rest, rest); other.rest -= part; rest -= part; });
        balance -= rest;
      }
      /* what is still under check is not cleared, and cannot reopen */
      if (move.rank === 2) { rest = Math.min(rest, Math.max(0, accepted)); accepted -= rest; open.push({ event: one, rest: rest }); }
      /* whatever was not repaid is accepted after all */
      if (move.rank === 3) open = open.filter(function (other) { if (other.event === one) accepted += other.rest; return other.event !== one; });
      step.over = Math.max(0, -balance);
      steps.push(step);
    }
    return { left: Math.max(0, balance) + objected(), over: Math.max(0, -balance), steps: steps };
  };
  /* what `check` would say of the balance: which finding, at which event */
  var faults = function (record) {
    var out = [], from = first(record), sum = 0;
    var say = function (code, event, over) { out.push({ code: code, event: event, over: over }); };
    record.events.some(function (one) {
      sum += one.name === 'disbursement' && !one['void'] ? one.amount : 0;
      return sum > record.amount && say('over-payout', one) === undefined;
    });
    replay(record, true).steps.forEach(function (step) {
      var one = step.event, over = one.amount - step.before;
      if (step.rank === 2 && one.amount > step.accepted) say('over-objection', one);
      if (step.rank !== 1) return;
      if (!from || step.date < from) say('before-payout', one);
      else if (over > 0 && (one.given > 0 || !step.before)) say('over-return', one);
      else if (over > step.before) say('far-over-spent', one, over);
    });
    var counted = replay(record, false).steps, paid = 0;
    record.events.filter(function (one) { return one.name === 'reimbursement' && !one['void']; }).sort(function (a, b) { return a.date < b.date ? -1 : a.date > b.date ? 1 : 0; }).some(function (one) {
      var then = counted.filter(function (step) { return step.date <= one.date; }).pop();
      if (!from || one.date < from) say('before-payout', one);
      paid += one.amount;
      return paid > (then ? then.over : 0) && say('over-reimbursement', one) === undefined;
    });
    return out;
  };
  return { replay: replay, faults: faults };
})();
