// A selection of the open data, as a table (RFC 4180, UTF-8 with a mark that spreadsheets need).

const MARK = "\ufeff";

/**
 * One line for each feature: its id, its properties, its coordinates. Lists are joined by « | ».
 * @param {{features: {id: string, properties: Record<string, any>, geometry: {coordinates: number[]}}[]}} collection
 * @returns {string}
 */
export function formatCsv({ features }) {
  const names = Object.keys(features[0]?.properties ?? {});
  const lines = features.map(({ id, properties, geometry }) => [
    id, ...names.map((name) => properties[name]), geometry.coordinates[1], geometry.coordinates[0],
  ]);
  return MARK + [["id", ...names, "latitude", "longitude"], ...lines].map(formatLine).join("");
}

function formatLine(values) {
  return `${values.map((value) => quote(disarm(value, asText(value)))).join(",")}\r\n`;
}

/** A spreadsheet runs a cell that begins so: an apostrophe makes it text, as in the open data. */
function disarm(value, text) {
  return typeof value !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function asText(value) {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(asText).join(" | ");
  if (typeof value === "object") return Object.values(value).filter(Boolean).map(asText).join(", ");
  return String(value);
}

function quote(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
