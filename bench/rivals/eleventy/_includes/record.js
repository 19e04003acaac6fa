const KEYS = [
  "titre", "resume", "thematique", "thematiques_secondaires", "porteur", "type_porteur", "commune",
  "departement", "code_insee", "quartier", "adresse", "statut", "annee_debut", "annee_fin",
  "publics", "partenaires", "mots_cles", "chiffres", "enseignements", "site", "sources", "centre",
];

/** What a fiche says, with the names of its keys. */
module.exports.values = (fiche) =>
  Object.fromEntries(KEYS.map((key) => [key, fiche.data[key] ?? null]));

module.exports.record = (fiche, donnees) => {
  const commune = donnees.communes[fiche.data.code_insee];
  return {
    id: fiche.fileSlug, ...module.exports.values(fiche),
    thematique_nom: donnees.themes[fiche.data.thematique].nom,
    departement_nom: commune.departement, region: commune.region, position: "mairie",
    url: donnees.settings.url + fiche.url,
  };
};
