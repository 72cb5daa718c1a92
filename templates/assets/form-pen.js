/* duebook: the text of a record, written from a schema and facts letter by letter as the program's pen writes it
   (src/pen/write.rs, src/pen/value.rs). tests/cases/written.json holds both together. Facts are values by key, a
   key of a table by its dotted path; money in satang, days ISO. */
var duebookPen = (function () {
  'use strict';
  var read = duebookRead;
  var WIDEST_LIST = 60, WIDEST_KEY = 10;

  /* between the quotes of one line, or of several; what TOML cannot hold there is escaped */
  var escaped = function (text, most) {
    var quotes = 0, out = '', names = { '\b': '\\b', '\t': '\\t', '\f': '\\f', '\r': '\\r', '\\': '\\\\' };
    for (var i = 0; i < text.length; i++) {
      var c = text[i], code = text.charCodeAt(i);
      quotes = c === '"' ? quotes + 1 : 0;
      if (quotes > most) { out += '\\"'; quotes = 0; }
      else if (names[c]) out += names[c];
      else if (c === '\n') out += most ? c : '\\n';
      else if (code < 32 || code === 127) out += '\\u' + ('000' + code.toString(16).toUpperCase()).slice(-4);
      else out += c;
    }
    return out;
  };
  var longest = function (text, sign) {
    var runs = text.match(new RegExp(sign + '+', 'g')) || [];
    return runs.reduce(function (most, run) { return Math.max(most, run.length); }, 0);
  };
  var quoted = function (text) {
    var lines = text.indexOf('\n') >= 0;
    var plain = text.indexOf('"""') < 0 && !/[\\\r]/.test(text) && !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(text);
    if (lines && plain && text.slice(-1) !== '"') return '"""\n' + text + '"""';
    if (/^[A-Za-z0-9_\-.\/ :]*$/.test(text)) return '"' + text + '"';
    var codes = /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text), slash = text.indexOf('\\') >= 0;
    var double = longest(text, '"'), single = longest(text, "'"), gap = lines ? '\n' : '';
    if (!codes && !slash && !double && !lines) return '"' + escaped(text, 0) + '"';
    if (!codes && !single && !lines) return "'" + text + "'";
    if (!codes && !slash && double <= 2) return '"""' + gap + escaped(text, 2) + '"""';
    if (!codes && single <= 2) return "'''" + gap + text + "'''";
    return lines ? '"""' + gap + escaped(text, 2) + '"""' : '"' + escaped(text, 0) + '"';
  };
  var hundredths = function (n, sign) { var p = read.split(n); return read.group(p[0], sign) + '.' + p[1]; };

  var written = function (kind, value) {
    if (kind === 'amount') return hundredths(value, '_');
    if (kind === 'percent') return hundredths(value, '');
    if (kind === 'day' || kind === 'whole' || kind === 'yes') return String(value);
    if (kind === 'texts' || kind === 'choices') {
      var all = value.map(quoted), line = '[' + all.join(', ') + ']';
      if (Array.from(line).length <= WIDEST_LIST && line.indexOf('\n') < 0) return line;
      return '[\n' + all.map(function (text) { return '    ' + text + ',\n'; }).join('') + ']';
    }
    return quoted(value);
  };
  var value = function (name, key, facts) {
    if (key['x-duebook'] !== 'table') return facts[name] === undefined ? null : written(key['x-duebook'], facts[name]);
    var inside = Object.keys(key.properties).filter(function (inner) { return facts[name + '.' + inner] !== undefined; });
    if (!inside.length) return null;
    return '{ ' + inside.map(function (inner) { return inner + ' = ' + written(key.properties[inner]['x-duebook'], facts[name + '.' + inner]); }).join(', ') + ' }';
  };
  var lines = function (schema, facts) {
    var all = Object.keys(schema.properties).map(function (name) { return [name, value(name, schema.properties[name], facts)]; })
      .filter(function (pair) { return pair[1] !== null; });
    /* a long key stands out, so that it moves no other line */
    var lengths = all.map(function (pair) { return pair[0].length; }), short = lengths.filter(function (n) { return n <= WIDEST_KEY; });
    var width = Math.max.apply(null, short.length ? short : lengths.concat(0));
    return all.map(function (pair) { return pair[0] + ' '.repeat(Math.max(0, width - pair[0].length)) + ' = ' + pair[1] + '\n'; }).join('');
  };
  var event = function (schema, name, facts) { return '[[' + name + ']]\n' + lines(schema.properties[name].items, facts); };
  var record = function (schema, facts, events) {
    return (events || []).reduce(function (text, one) { return text + '\n' + event(schema, one.name, one.facts); }, lines(schema, facts));
  };
  /* all that stands there stays, with the file's own line ends */
  var append = function (text, added) {
    var end = text.indexOf('\r\n') >= 0 ? '\r\n' : '\n';
    return text + (!text || text.slice(-1) === '\n' ? '' : end) + end + added.replace(/\n/g, end);
  };
  return { quoted: quoted, written: written, record: record, event: event, append: append };
})();
