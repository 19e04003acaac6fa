const { record } = require("./_includes/record.js");

module.exports.data = {
  eleventyExcludeFromCollections: true, permalink: "/donnees/initiatives.geojson",
};
module.exports.render = ({ collections, donnees }) => JSON.stringify({
  type: "FeatureCollection",
  features: collections.fiches.map((fiche) => {
    const { latitude, longitude } = donnees.communes[fiche.data.code_insee];
    return {
      type: "Feature", id: fiche.fileSlug,
      geometry: { type: "Point", coordinates: [longitude, latitude] },
      properties: record(fiche, donnees),
    };
  }),
});
