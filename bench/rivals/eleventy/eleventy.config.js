const KINDS = ["thematiques", "regions", "departements", "communes"];
const MONTHS = [
  "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
  "novembre", "décembre",
];
const FIGURE = /^((?:près de|plus de|budget de) )?(\d[\d ]*(?: %| m²)?) (.*?)(?: \((.*)\))?$/;

const byTitle = (a, b) => a.data.titre < b.data.titre ? -1 : 1;
const byDay = (a, b) => a.data.jour < b.data.jour ? 1 : -1;

/** The fiches by their titles, gathered once a build. */
let gathered;
const gather = (api) => {
  if (!gathered) {
    const fiches = api.getFilteredByTag("fiche").sort(byTitle);
    const listings = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
    for (const fiche of fiches) {
      for (const kind of KINDS) {
        for (const slug of fiche.data[kind]) {
          if (!listings[kind].has(slug)) listings[kind].set(slug, []);
          listings[kind].get(slug).push(fiche);
        }
      }
    }
    gathered = { fiches, listings };
  }
  return gathered;
};
const entries = (listings, kind) =>
  [...listings[kind]].map(([slug, fiches]) => ({ kind, slug, fiches }));

module.exports = (config) => {
  config.on("eleventy.before", () => { gathered = undefined; });
  config.addPassthroughCopy({ static: "/" });
  config.addCollection("fiches", (api) => gather(api).fiches);
  config.addCollection("listings", (api) => {
    const { listings } = gather(api);
    return KINDS.flatMap((kind) => entries(listings, kind));
  });
  config.addCollection("feeds", (api) => {
    const { fiches, listings } = gather(api);
    const feed = (name, some) => ({ name, fiches: [...some].sort(byDay).slice(0, 40) });
    return [
      feed("initiatives", fiches),
      ...entries(listings, "thematiques").map((one) => feed(`thematique-${one.slug}`, one.fiches)),
      ...entries(listings, "regions").map((one) => feed(`region-${one.slug}`, one.fiches)),
    ];
  });
  config.addFilter("itself", function () { return this.ctx; });
  config.addFilter("tojson", (value) => JSON.stringify(value ?? null));
  config.addFilter("domain", (url) => new URL(url).hostname.replace(/^www\./, ""));
  config.addFilter("long_date", (day) => {
    const [year, month, date] = String(day).split("-");
    return [date && Number(date), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
  });
  config.addFilter("figure", (text) => {
    const [, before, number, words, note] = FIGURE.exec(text) ?? [];
    return number ? { before, number, words, note } : { words: text };
  });
  config.addFilter("neighbours", (url, commune) => {
    const others = gathered.listings.communes.get(commune) ?? [];
    return others.filter((one) => one.url !== url).slice(0, 4);
  });
  config.addFilter("start", (list, count) => list.slice(0, count));
  config.addFilter("escape_xml", (text) =>
    String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"));
  return {
    dir: { input: ".", output: "_site", includes: "_includes", data: "_data" },
    markdownTemplateEngine: false, htmlTemplateEngine: false,
  };
};
