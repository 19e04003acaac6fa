const { record } = require("./_includes/record.js");

module.exports.data = {
  eleventyExcludeFromCollections: true,
  pagination: { data: "collections.fiches", size: 1, alias: "fiche" },
  permalink: (data) => `/donnees/initiatives/${data.fiche.fileSlug}.json`,
};
module.exports.render = ({ fiche, donnees }) => {
  const { latitude, longitude } = donnees.communes[fiche.data.code_insee];
  const whole = { ...record(fiche, donnees), latitude, longitude, corps: fiche.rawInput };
  return JSON.stringify(whole, null, 1);
};
