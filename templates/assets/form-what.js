/* duebook: what a form is for: which facts it asks for, what they make of the file's text, and what the history calls it.
   A job is of one of four sorts: a new record; an event, which comes below all that is there; facts among the record's own keys;
   and what is done to an event in its own lines. */
var duebookWhat = (function () {
  'use strict';
  var say = duebookField.say, word = duebookField.word, read = duebookRead, pen = duebookPen, edit = duebookEdit, check = duebookCheck, book = duebookForm;
  var TABLES = ['hold', 'cancelled'], SAME = ['ยังไม่มีอะไรเปลี่ยนจากในแฟ้ม', 'Nothing differs from the file yet'];
  /* what the schema leaves open, and a form that is filled in today does not */
  var LETTER = ['lg.number', 'lg.valid_until'];
  var NEEDED = { guarantee: LETTER, replacement: LETTER, inspection: ['result'], notice: ['number'], hold: ['reason'] };

  /* what an address asks for, after its `?`; nothing where we have no such form */
  var route = function (asked) {
    var m = /^([a-z-]+)(?:\/([a-z0-9-]+)(?:\/(\d{4})(?:\/((advance|guarantee)-\d{4,})(?:\/(\d{1,3}))?)?)?)?$/.exec(asked);
    if (!m) return null;
    if (!m[5]) return m[1] === 'advance' || m[1] === 'guarantee' ? { kind: m[1], agency: m[2] || '' } : null;
    var at = { kind: m[5], name: m[1], id: m[2] + '/' + m[3] + '/' + m[4], number: +m[6] || 0 }, keys = book.schema[m[5]].properties, key = keys[m[1]];
    if (at.number) {
      at.event = { checked: 'clearing', resolved: 'objection' }[m[1]] || m[1].replace(/^void-/, '');
      key = keys[at.event];
      return at.event !== m[1] && key && key['x-duebook'] === 'each' && (m[1].indexOf('void-') || key.items.properties['void']) ? at : null;
    }
    var later = book.later[m[5]].filter(function (one) { return 'set-' + one.name === m[1]; })[0];
    if (later) at.later = later;
    return later || m[1] === 'lift' || (key && (key['x-duebook'] === 'each' || TABLES.indexOf(m[1]) >= 0)) ? at : null;
  };

  /* the fields of a schema, those of a table as a group */
  var fields = function (schema, skip, need) {
    var out = [];
    Object.keys(schema.properties).forEach(function (name) {
      var key = schema.properties[name], must = (schema.required || []).indexOf(name) >= 0;
      if (key['x-duebook'] === 'each' || skip.indexOf(name) >= 0) return;
      if (key['x-duebook'] !== 'table') { out.push({ path: name, key: key, required: must || need.indexOf(name) >= 0 }); return; }
      Object.keys(key.properties).forEach(function (inner) {
        var path = name + '.' + inner, asked = (key.required || []).indexOf(inner) >= 0;
        out.push({ path: path, key: key.properties[inner], group: name, head: key, required: (must && asked) || need.indexOf(path) >= 0, within: asked && !must ? name : null });
      });
    });
    return out;
  };
  /* where the lines of an event stand: its header, which of them it is, and its day as the file has it */
  var under = function (record, spot) {
    var all = record.events.filter(function (one) { return one.name === spot.event; }).length, day = edit.line(record.text, spot, 'date');
    return { head: '[[' + spot.event + ']]', number: spot.number, all: all, day: day };
  };
  var moved = function (at, record, facts, spot) {
    var text = edit.change(book.schema[at.kind], record.text, spot || {}, facts);
    return text === null ? null : { id: record.path, text: text, hunks: edit.differ(record.text, text), under: spot && under(record, spot) };
  };
  /* the history names the record, and what happened in the field's words: no names */
  var subject = function (id, words) {
    var m = /^(.*)\/(advance|guarantee)-(\d+)$/.exec(id);
    return m[2] + ' ' + m[1] + '/' + m[3] + ': ' + words;
  };
  var thai = function (key) { return key.title.split(' · ')[0]; };
  var happened = function (key, schema, facts) {
    var keys = schema.properties, several = Object.keys(keys).filter(function (k) { return keys[k]['x-duebook'] === 'amount'; }).length > 1;
    return [thai(key)].concat(Object.keys(keys).map(function (name) {
      var v = facts[name], kind = keys[name]['x-duebook'];
      if (v === undefined) return '';
      if (kind === 'amount') return several ? thai(keys[name]) + ' ' + read.grouped(v) : read.grouped(v);
      if (kind === 'yes') return thai(keys[name]);
      return kind === 'day' && name !== 'date' ? thai(keys[name]) + ' ' + read.medium(v) : '';
    }), facts.date ? 'เมื่อ ' + read.medium(facts.date) : '').filter(Boolean).join(' ');
  };

  var added = function (at, today) {
    var schema = book.schema[at.kind];
    return {
      title: at.kind === 'advance' ? say('เพิ่มเงินยืม', 'Add an advance') : say('เพิ่มหลักประกัน', 'Add a guarantee'),
      fields: fields(schema, TABLES, NEEDED[at.kind] || []), values: {},
      check: function (facts, fault) { check.fresh(book, at.kind, facts, today, fault); },
      text: function (facts) { var line = book.lines[at.kind]; return (line ? line + '\n' : '') + pen.record(schema, facts); },
      subject: function (id, facts) { return subject(id, (at.kind === 'advance' ? 'เพิ่ม ' : 'รับ ') + facts.contract + ' ' + read.grouped(facts.amount) + ' บาท'); }
    };
  };
  var event = function (at, record, today) {
    var key = book.schema[at.kind].properties[at.name], items = key.items, values = { date: today };
    if (/^(refund|forfeit)$/.test(at.name) && record.left > 0) values.amount = record.left;
    if (at.name === 'replacement') Object.assign(values, record.lg);
    return {
      title: say('บันทึก', 'Record: ') + word(key.title), fields: fields(items, ['void', 'resolved'], NEEDED[at.name] || []), values: values,
      check: function (facts, fault) { check.event(at, facts, record, today, fault); },
      change: function (facts) {
        var whole = pen.append(record.text, pen.event(book.schema[at.kind], at.name, facts));
        return { id: record.path, text: whole, at: record.text.length, added: whole.slice(record.text.length) };
      },
      subject: function (id, facts) { return subject(id, happened(key, items, facts)); }
    };
  };
  var table = function (at, record, today) {
    var key = book.schema[at.kind].properties[at.name];
    var change = function (facts) {
      var all = {};
      Object.keys(key.properties).forEach(function (inner) { all[at.name + '.' + inner] = facts[inner] === undefined ? null : facts[inner]; });
      return moved(at, record, all);
    };
    return {
      title: say('บันทึก', 'Record: ') + word(key.title), fields: fields(key, [], NEEDED[at.name] || []), values: at.name === 'cancelled' ? { date: today } : record.hold,
      check: function (facts, fault) {
        var made = change(facts);
        check.event(at, facts, record, today, fault);
        if (made && !made.hunks.length) fault('until', SAME[0], SAME[1]);
      },
      change: change,
      subject: function (id, facts) { return subject(id, happened(key, key, facts)); }
    };
  };
  /* a period by all its parts: its months alone tell no length */
  var period = function (head, name, facts) {
    var parts = Object.keys(head.properties).map(function (part) { var n = facts[name + '.' + part]; return n === undefined ? '' : ' ' + n + ' ' + thai(head.properties[part]); }).join('');
    return parts ? thai(head) + parts : 'ลบ' + thai(head);
  };
  var later = function (at, record, today) {
    var props = book.schema[at.kind].properties, keys = at.later.keys;
    var own = function (path) { var p = path.split('.'), key = props[p[0]]; return p[1] ? key.properties[p[1]] : key; };
    var different = function (facts) {
      var now = {};
      keys.forEach(function (path) {
        if (facts[path] !== undefined && facts[path] !== record.now[path]) now[path] = facts[path];
        else if (facts[path] === undefined && record.now[path] !== undefined) now[path] = null;
      });
      return now;
    };
    return {
      title: say('บันทึก', 'Record: ') + say(at.later.th, at.later.en), values: record.now,
      fields: keys.map(function (path) {
        var p = path.split('.'), many = keys.filter(function (other) { return other.indexOf(p[0] + '.') === 0; }).length > 1;
        return { path: path, key: own(path), group: many ? p[0] : null, head: props[p[0]], required: keys.length === 1, title: p[1] && !many ? word(props[p[0]].title) + ' ' + word(own(path).title) : null };
      }),
      check: function (facts, fault) {
        check.later(at, facts, record, today, fault);
        if (!Object.keys(different(facts)).length) fault(keys[0], SAME[0], SAME[1]);
      },
      change: function (facts) { return moved(at, record, different(facts)); },
      subject: function (id, facts) {
        var now = different(facts);
        var words = Object.keys(now).map(function (path) {
          var key = own(path), name = thai(key);
          if (key['x-duebook'] === 'whole') return period(props[path.split('.')[0]], path.split('.')[0], facts);
          return now[path] === null ? 'ลบ' + name : key['x-duebook'] === 'day' ? name + ' ' + read.medium(now[path]) : 'แก้' + name;
        });
        return subject(id, words.filter(function (one, n) { return words.indexOf(one) === n; }).join(' '));
      }
    };
  };
  /* the event that is meant, where it still may be changed so */
  var meant = function (at, record) {
    return record.events.filter(function (one) { return one.name === at.event && one.number === at.number && !one['void'] && (at.name.indexOf('void-') === 0 || one.open); })[0];
  };
  var about = function (at, record, today) {
    var one = meant(at, record), items = book.schema[at.kind].properties[at.event].items, spot = { event: at.event, number: at.number };
    if (!one) return null;
    var job = { entry: one, about: say(one.th, one.en), values: {}, fields: [] };
    if (at.name === 'checked') return Object.assign(job, {
      title: say('ตรวจใบสำคัญเสร็จแล้ว', 'Vouchers checked'), check: function () {},
      change: function () { return moved(at, record, { pending: null }, spot); },
      subject: function (id) { return subject(id, 'ตรวจใบสำคัญครั้งที่ ' + at.number + ' เสร็จ'); }
    });
    if (at.name === 'resolved') return Object.assign(job, {
      title: say('บันทึกว่าข้อทักท้วงยุติแล้ว', 'Objection settled'), fields: [{ path: 'resolved', key: items.properties.resolved, required: true }], values: { resolved: today },
      check: function (facts, fault) { check.resolved(at, record, facts, one, today, fault); },
      change: function (facts) { return moved(at, record, { resolved: facts.resolved === undefined ? null : facts.resolved }, spot); },
      subject: function (id, facts) { return subject(id, 'ข้อทักท้วงครั้งที่ ' + at.number + ' ยุติ ' + read.medium(facts.resolved)); }
    });
    return Object.assign(job, {
      title: say('ยกเลิกรายการที่บันทึกผิด', 'Void an entry'), fields: fields(items.properties['void'], [], []), values: { date: today },
      check: function (facts, fault) { check.voided(facts, one, today, fault); },
      change: function (facts) {
        var all = {};
        ['date', 'reason'].forEach(function (key) { all['void.' + key] = facts[key] === undefined ? null : facts[key]; });
        return moved(at, record, all, spot);
      },
      subject: function (id) { return subject(id, 'ยกเลิกรายการ ' + one.th); }
    });
  };
  var lift = function (at, record) {
    if (!/^hold\b/m.test(record.text)) return null;
    return {
      title: say('เลิกพักการแจ้งเตือน', 'End the rest of reminders'), fields: [], values: {}, check: function () {},
      change: function () { return moved(at, record, { hold: null }); },
      subject: function (id) { return subject(id, 'เลิกพักการแจ้งเตือน'); }
    };
  };

  /* the job of an address; nothing where there is nothing left to do */
  var of = function (at, record, today) {
    if (!record) return added(at, today);
    if (at.number) return about(at, record, today);
    if (at.later) return later(at, record, today);
    if (at.name === 'lift') return lift(at, record);
    return (TABLES.indexOf(at.name) >= 0 ? table : event)(at, record, today);
  };
  return { route: route, of: of };
})();
