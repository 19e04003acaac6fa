module.exports.data = {
  eleventyExcludeFromCollections: true,
  pagination: { data: "collections.feeds", size: 1, alias: "feed" },
  permalink: (data) => `/flux/${data.feed.name}.json`,
};
module.exports.render = ({ feed, donnees }) => JSON.stringify({
  version: "https://jsonfeed.org/version/1.1", title: donnees.settings.titre, language: "fr",
  items: feed.fiches.map((one) => ({
    id: donnees.settings.url + one.url, url: donnees.settings.url + one.url,
    title: one.data.titre, summary: one.data.resume, content_html: one.content,
    date_modified: `${one.data.jour}T00:00:00Z`,
    tags: one.data.thematiques.map((id) => donnees.themes[id].nom),
  })),
});
