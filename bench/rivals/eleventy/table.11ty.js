const { record } = require("./_includes/record.js");

const text = (value) => Array.isArray(value)
  ? value.map((one) => one.titre ?? one).join(" | ") : String(value ?? "");
const cell = (value) => /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

module.exports.data = {
  eleventyExcludeFromCollections: true, permalink: "/donnees/initiatives.csv",
};
module.exports.render = ({ collections, donnees }) => {
  const rows = collections.fiches.map((fiche) => record(fiche, donnees));
  const lines = rows.map((row) => Object.values(row).map((value) => cell(text(value))).join(","));
  return [Object.keys(rows[0]).join(","), ...lines].join("\n") + "\n";
};
