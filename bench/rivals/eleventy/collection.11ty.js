const { record } = require("./_includes/record.js");

module.exports.data = {
  eleventyExcludeFromCollections: true, permalink: "/donnees/initiatives.json",
};
module.exports.render = ({ collections, donnees }) => JSON.stringify({
  titre: donnees.settings.titre,
  initiatives: collections.fiches.map((fiche) => ({
    ...record(fiche, donnees), corps: fiche.rawInput,
  })),
}, null, 1);
