module.exports = (config) => {
  config.addCollection("fiches", (all) => all.getFilteredByGlob("content/initiatives/*.md"));
  for (const key of ["thematique", "commune", "departement"]) {
    config.addCollection(`par_${key}`, (all) => {
      const groups = new Map();
      for (const fiche of all.getFilteredByGlob("content/initiatives/*.md")) {
        const name = String(fiche.data[key]);
        if (!groups.has(name)) groups.set(name, []);
        groups.get(name).push(fiche);
      }
      return [...groups].map(([name, fiches]) => ({ name, fiches }));
    });
  }
  return { dir: { input: ".", output: "_site", includes: "_includes" } };
};
