// How a text is written in YAML: plain when every reader gives it back, else in double quotes.
// The same steps as ecoq/content/yaml_text.py; a test compares the two.

const NOT_TEXT = new RegExp(
  "^(?:" + [
    "[-+]?(?:\\p{Nd}[\\p{Nd}_]*)(?:[.,][\\p{Nd}_]*)?(?:e[-+]?\\p{Nd}+)?",
    "[-+]?\\.[\\p{Nd}_]+(?:e[-+]?\\p{Nd}+)?",
    "[-+]?0[xob][\\p{Nd}a-f_]+",
    "[-+]?\\p{Nd}[\\p{Nd}_]*(?::[0-5]?\\p{Nd})+(?:\\.\\p{Nd}*)?",
    "[-+]?\\.(?:inf|nan)",
    "\\p{Nd}{4}-\\p{Nd}\\p{Nd}?-\\p{Nd}\\p{Nd}?(?:(?:t|[ \\t]+)\\p{Nd}.*)?",
    "~|null|true|false|yes|no|on|off|y|n|=|<<",
  ].join("|") + ")$",
  "iu",
);
const PLAIN_START = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^\s-]))/u;
const PLAIN_END = /[^\s:]$/u;
const NEVER_PLAIN = /:\s|\s#/u;
const UNPRINTABLE =
  /[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/gu;
const NOT_ASCII = /[^ -~]/gu;
const NAMED_ESCAPES = { "\n": "\\n", "\t": "\\t", "\r": "\\r" };

const isNormalized = (text) => text === text.normalize("NFC");

/** Whether YAML gives a text back when it is written without quotes. */
export function isPlain(text) {
  return PLAIN_START.test(text) && PLAIN_END.test(text) && !NEVER_PLAIN.test(text)
    && text.search(UNPRINTABLE) < 0 && isNormalized(text);
}

/** Whether any reader of YAML takes these signs for text, without quotes. */
export function isReadAsText(text) {
  return !NOT_TEXT.test(text);
}

function escapeSign(sign) {
  const code = sign.codePointAt(0);
  const digits = code.toString(16).toUpperCase();
  const spelt = code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
  return NAMED_ESCAPES[sign] ?? spelt;
}

/** A text between double quotes. */
export function quote(text) {
  const speltOut = isNormalized(text) ? UNPRINTABLE : NOT_ASCII;
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replace(speltOut, escapeSign)}"`;
}

/** A text that stays one for every reader: a département is "01", not 1. */
export function writeText(text) {
  return isPlain(text) && isReadAsText(text) ? text : quote(text);
}

/** The signs of a number, a date, a yes or no: without quotes if possible. */
export function writeLiteral(text) {
  return isPlain(text) ? text : quote(text);
}
