// What people write as they are used to, written as fiches have it. Nothing is guessed: a text
// that could mean two things stays, and the check says what is wrong with it.

const MONTHS = [
  "janvier", "fevrier", "mars", "avril", "mai", "juin",
  "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
];
const BARE_ADDRESS = /^(?:www\.)?[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.\p{L}{2,}(?:\/\S*)?$/u;
const BULLET = /^[ \t]*[•·▪◦‣][ \t]*/;

/**
 * A value of a kind as fiches have it, or as it was.
 * @param {string | undefined} type of the kind @param {string} text
 */
export function tidyValue(type, text) {
  const bare = text.trim();
  if (type === "url" && BARE_ADDRESS.test(bare)) return `https://${bare}`;
  if (type === "source-date" || type === "date") return isoDateOf(bare) ?? text;
  return text;
}

/** « 15/06/2023 », « 06/2023 », « juin 2023 », « 1er juin 2023 » → ISO 8601; else undefined. */
export function isoDateOf(text) {
  const plain = text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const numbers = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(plain);
  if (numbers) return isoDate(numbers[3], Number(numbers[2]), numbers[1]);
  const words = /^(?:(\d{1,2})(?:er)?\s+)?([a-z]+)\s+(\d{4})$/.exec(plain);
  return words ? isoDate(words[3], MONTHS.indexOf(words[2]) + 1, words[1]) : undefined;
}

function isoDate(year, month, day) {
  if (month < 1 || month > 12) return undefined;
  const two = (number) => String(number).padStart(2, "0");
  return [year, two(month), ...(day ? [two(day)] : [])].join("-");
}

/** A body whose bullets, of a word processor, are those of Markdown. @param {string} body */
export function tidyBody(body) {
  let before = "";
  return body.split("\n").flatMap((line) => {
    const isItem = BULLET.test(line);
    // A list stands between two empty lines.
    const isEdge = before.trim() && line.trim() && isItem !== BULLET.test(before);
    before = line;
    const told = isItem ? line.replace(BULLET, "- ") : line;
    return isEdge ? ["", told] : [told];
  }).join("\n");
}
