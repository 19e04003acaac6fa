"""The words of the corpora: what fiches of the neighbourhoods speak of, as the real ones do.

Sentences are a subject, a verb phrase and an ending, all in the singular, so that any three agree.
"""

from __future__ import annotations

KINDS = (
    "Régie de quartier", "Conciergerie", "Épicerie solidaire", "Recyclerie", "Fablab", "Tiers-lieu",
    "Atelier vélo", "Jardin partagé", "Ferme urbaine", "Café de l'emploi", "Bus de l'emploi",
    "Chantier d'insertion", "Coopérative jeunesse", "Pépinière d'entreprises", "Accorderie",
    "Centre commercial", "Boutique à l'essai", "Restaurant d'insertion", "Laverie sociale",
    "École de code", "Cité de l'emploi", "Atelier de couture", "Marché couvert",
    "Centre d'affaires", "Halle alimentaire", "Cuisine partagée", "Ressourcerie", "CitésLab",
    "Entreprise à but d'emploi", "Hôtel d'entreprises", "Parcours d'art urbain",
    "Radio de quartier",
)
NEIGHBOURHOODS = (
    "le Luth", "les Trois-Cités", "le Blosne", "Bel-Air", "la Reynerie", "Planoise", "Maurepas",
    "le Breil", "Perseigne", "la Grande Borne", "le Sanitas", "Montreynaud", "les Mordacs",
    "Beaubreuil", "la Gauthière", "Hautepierre", "le Neuhof", "les Minguettes", "le Mas du Taureau",
    "la Castellane", "Félix-Pyat", "Pissevin", "Valdegour", "Monclar", "Empalot", "Genicart",
    "les Aubiers", "Bottière", "Malakoff", "Kercado", "Kervénanec", "Pontanézen", "Bellevue",
    "la Grand'Mare", "les Sapins", "le Val-Fourré", "les Tarterêts", "la Rose des Vents",
    "le Franc-Moisin", "les Bosquets", "l'Alma", "les Trois-Ponts", "Wazemmes", "Lille-Moulins",
    "Behren", "le Haut-du-Lièvre", "les Écrins", "Mistral", "Teisseire", "la Villeneuve",
)
LEADS = (
    "Association {}", "Régie {}", "Mairie ({commune})", "Coopérative {}", "Centre social {}",
    "Mission locale ({commune})", "Métropole ({commune})", "Collectif {}", "{}", "Maison {}",
)
LEAD_NAMES = (
    "Horizon", "Envie d'agir", "Les Deux Rives", "Passerelles", "Unis-Cité", "Le Fil", "Tremplin",
    "Terre commune", "La Fabrique", "Ensemble", "Soleil Levant", "Les Ateliers", "Émergence",
    "L'Établi", "Pain partagé", "Le Relais", "Mosaïque", "Cap'Emploi", "Initiatives", "La Ruche",
    "Interstices", "Les Passeurs", "Nouvelle Donne", "Le Levain", "Racines", "Écosol",
)
AUDIENCES = (
    "habitants", "habitants du quartier", "demandeurs d'emploi", "commerçants", "jeunes", "femmes",
    "jeunes éloignés de l'emploi", "personnes en insertion", "porteurs de projet", "seniors",
    "salariés en insertion", "créateurs d'entreprise", "personnes éloignées de l'emploi",
    "artisans", "familles monoparentales", "étudiants", "très petites entreprises",
)
PARTNERS = (
    "ANRU", "ANCT", "Banque des Territoires", "Ville", "Métropole", "Région", "Département",
    "bailleur social", "France Travail", "Mission locale", "régie de quartier", "Adie", "BGE",
    "Fondation Macif", "chambre de commerce et d'industrie", "chambre de métiers", "Epareca",
    "Union européenne", "centre social", "Réseau Cocagne", "Maison de l'emploi", "PLIE",
)
TAGS = (
    "création d'entreprise", "tiers-lieu", "insertion", "centre commercial", "régie de quartier",
    "formation", "renouvellement urbain", "fablab", "chantier d'insertion", "agriculture urbaine",
    "pépinière", "épicerie solidaire", "marché", "couture", "accompagnement", "friche", "bureaux",
    "entreprise à but d'emploi", "aller vers", "inclusion numérique", "conciergerie", "bénévolat",
    "artisanat", "réemploi", "cuisine", "monnaie temps", "entraide", "clause sociale", "vélo",
)
FIGURES = (
    "{} personnes accompagnées ({year})", "{} emplois créés ({year})", "{} salariés ({year})",
    "{} m² de locaux ({year})", "près de {} habitants dans le quartier ({year})",
    "budget de {} 000 euros (selon une source de {year})", "{} adhérents ({year})",
    "{} % de sorties vers l'emploi ou la formation ({year})", "{} visites dans l'année ({year})",
    "plus de {} tonnes de déchets évitées ({year})", "{} entreprises hébergées ({year})",
)
PUBLISHERS = (
    "Banque des Territoires", "ANRU", "Ville", "La Gazette des communes", "Résolis", "Ouest-France",
    "Observatoire national de la politique de la ville", "Carenews", "France Bleu", "Avise",
)
SOURCE_TITLES = (
    "{kind} : {place} en exemple", "À {commune}, {lower} ouvre ses portes", "Bilan {year} – {kind}",
    "{place} : un quartier qui entreprend", "Comment {lower} crée des emplois à {commune}",
    "Rapport d'activité {year}", "À {place}, le pari de l'emploi de proximité",
)
HEADINGS = (
    "Une idée née dans le quartier", "Des locaux au pied des immeubles", "Ce qui a changé",
    "Des débuts difficiles", "Un modèle économique à trouver", "Les premiers résultats",
    "De l'essai à l'installation", "Un lieu ouvert à tous", "Des habitants associés",
    "Le rôle de la Ville", "Aller vers celles et ceux qui ne viennent pas", "Et après ?",
    "Le travail avec les bailleurs", "Une équipe de dix personnes", "Une idée qui a essaimé",
)
SUBJECTS = (
    "L'association", "La régie", "L'équipe", "Le projet", "La coopérative", "Le collectif",
    "Le lieu", "La structure", "La Ville", "Le bailleur", "Le centre social", "L'atelier",
    "Le dispositif", "La Mission locale", "Un groupe d'habitantes", "La métropole",
    "Depuis l'ouverture, l'équipe", "Avec l'appui du contrat de ville, l'association",
    "Installé au pied des immeubles, le lieu", "Selon une source de 2021, la structure",
    "Labellisé dans le cadre du NPNRU, le projet", "Conventionnée IAE, la régie",
    "Née d'une enquête auprès des habitants, la coopérative", "À l'échelle du QPV, le dispositif",
)
VERBS = (
    "accompagne une trentaine de personnes", "propose des ateliers ouverts à tous",
    "a transformé une friche de 800 m² en local partagé", "réunit habitants et entreprises",
    "emploie douze salariés en parcours d'insertion", "forme aux métiers du réemploi",
    "a obtenu un bail de neuf ans", "tient une permanence chaque mercredi",
    "loue de petites surfaces à bas prix", "récupère les invendus du marché",
    "prête du matériel et des conseils", "s'appuie sur le réseau de l'ESS local",
    "teste des boutiques éphémères", "prépare les entretiens d'embauche",
    "organise une rencontre avec les employeurs", "oriente vers les aides à la création",
    "travaille avec l'ANRU et les bailleurs", "a changé de statut pour devenir une SCIC",
    "répare, loue et vend des vélos d'occasion", "cuisine des repas à prix réduit",
    "fait découvrir les métiers du numérique", "a ouvert un second site",
)
ENDINGS = (
    "depuis 2015", "au cœur du quartier", "sans condition de diplôme", "avec l'aide de la Région",
    "à quelques pas du tramway", "dans l'ancienne poste", "au rez-de-chaussée d'une tour",
    "pour des habitants souvent éloignés de l'emploi", "avec une quarantaine de bénévoles",
    "grâce aux clauses sociales des chantiers", "malgré un financement incertain",
    "en lien avec la régie de quartier et le PLIE", "à l'issue de deux ans de préparation",
    "du lundi au samedi", "pour lever les freins à la mobilité et à la garde d'enfants",
    "dans des locaux rénovés par le bailleur", "et reverse une part de ses recettes au quartier",
    "avant de passer le relais à une structure locale", "selon le bilan présenté aux financeurs",
    "là où les commerces avaient fermé les uns après les autres", "au plus près des besoins",
)
