const { values } = require("./_includes/record.js");

module.exports.data = {
  eleventyExcludeFromCollections: true,
  pagination: { data: "collections.fiches", size: 1, alias: "fiche" },
  permalink: (data) => `/contribuer/fiche/${data.fiche.fileSlug}.json`,
};
module.exports.render = ({ fiche }) => JSON.stringify({ values: values(fiche), body: fiche.rawInput });
