"""Every rule, in one place, so that one person can re-read all the French messages in one sitting.

A message says what is wrong and quotes the author's words between « »; a hint says what to do,
with an example. Codes are permanent. ``wrong`` and ``right`` are shown by ``ecoq explain``.
"""

from __future__ import annotations

from collections.abc import Mapping

from ecoq.diagnostics import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# --- Files -----------------------------------------------------------------------------------

FILE_EMPTY = Rule(
    "fichier-vide", _ERROR,
    "Ce fichier est vide.",
    "Copiez le contenu d'une fiche existante et adaptez-le, ou supprimez le fichier.",
)
FILE_TOO_BIG = Rule(
    "fichier-trop-gros", _ERROR,
    "Ce fichier pèse {size} ko ; la limite est de {limit} ko.",
    "Une fiche ne contient que du texte : placez les images dans content/images/.",
)
ENCODING_INVALID = Rule(
    "encodage-invalide", _ERROR,
    "Ce fichier n'est pas enregistré en UTF-8 : les accents sont illisibles à partir d'ici.",
    "Dans votre éditeur, choisissez « Enregistrer sous », encodage « UTF-8 ».",
)
CHARACTER_FORBIDDEN = Rule(
    "caractere-interdit", _ERROR,
    "Il y a ici un caractère invisible ou superposé qui n'est pas du texte ({name}).",
    "Effacez-le : placez le curseur juste après, supprimez, puis retapez le mot.",
)
FILE_LINK = Rule(
    "lien-symbolique", _ERROR,
    "« {name} » est un lien vers un autre fichier, ce qui n'est pas accepté.",
    "Remplacez-le par le fichier lui-même.",
)
FOLDER_UNEXPECTED = Rule(
    "dossier-inattendu", _ERROR,
    "« {name} » est un dossier : ce qu'il contient ne serait pas publié.",
    "Placez ses fichiers directement dans le dossier du dessus, puis supprimez-le.",
)
FILE_NAME_INVALID = Rule(
    "nom-de-fichier-invalide", _ERROR,
    "« {name} » ne peut pas devenir une adresse de page.",
    "Renommez le fichier avec des minuscules sans accent, des chiffres et des tirets : "
    "{example}.md",
)
FILE_NOT_MARKDOWN = Rule(
    "fichier-inattendu", _ERROR,
    "« {name} » n'est pas un texte en Markdown : il ne peut pas être publié.",
    "Si c'est une fiche, copiez son texte dans un fichier {example}.md ; puis retirez celui-ci du "
    "dossier.",
)
NAME_RESERVED = Rule(
    "nom-reserve", _ERROR,
    "« {text} » est un nom que Windows garde pour lui : personne ne pourrait y ouvrir ce fichier.",
    "Ajoutez un mot au nom, par exemple {text}-lieu.",
)
FILE_UNREADABLE = Rule(
    "lecture-impossible", _ERROR,
    "Ce fichier ne peut pas être lu ({reason}).",
    "Vérifiez qu'il existe et que vous pouvez l'ouvrir, puis recommencez.",
)

CONFLICT_LEFT = Rule(
    "conflit-a-resoudre", _ERROR,
    "« {text} » : deux versions de ce passage se suivent, et aucune n'a été choisie.",
    "Gardez la bonne version, effacez l'autre, puis les lignes qui commencent par <<<<<<<, ======= "
    "et >>>>>>>.",
    wrong="<<<<<<< HEAD\ntitre: Le Phare\n=======\ntitre: Le Fanal\n>>>>>>> relecture",
    right="titre: Le Phare",
)

# --- Front matter ----------------------------------------------------------------------------

FRONT_MATTER_MISSING = Rule(
    "en-tete-absent", _ERROR,
    "Cette fiche n'a pas d'en-tête : la première ligne doit être « --- ».",
    "Commencez le fichier par une ligne « --- », puis les champs, puis une autre ligne « --- ».",
    wrong="titre: Le Phare", right="---\ntitre: Le Phare\n---",
)
FRONT_MATTER_UNCLOSED = Rule(
    "en-tete-non-ferme", _ERROR,
    "L'en-tête ouvert ici n'est jamais fermé.",
    "Ajoutez une ligne « --- » après le dernier champ, avant le texte de la fiche.",
    wrong="---\ntitre: Le Phare\nLe texte de la fiche.",
    right="---\ntitre: Le Phare\n---\nLe texte de la fiche.",
)
FRONT_MATTER_NOT_MAPPING = Rule(
    "en-tete-sans-champs", _ERROR,
    "L'en-tête doit être une suite de champs « nom: valeur ».",
    "Écrivez un champ par ligne, par exemple « titre: Le Phare ».",
    wrong="---\n- Le Phare\n---", right="---\ntitre: Le Phare\n---",
)
DATA_NOT_LIST = Rule(
    "liste-de-fiches-attendue", _ERROR,
    "Ce fichier doit être une liste : chaque élément commence par un tiret.",
    "Commencez chaque élément par « - », et alignez ses champs.",
    wrong="id: numerique", right="- id: numerique",
)
SECOND_DOCUMENT = Rule(
    "ligne-de-tirets", _ERROR,
    "Une ligne « --- » coupe le fichier en deux.",
    "Supprimez cette ligne, ou écrivez « *** » pour un filet dans le texte.",
)
TAB_INDENTATION = Rule(
    "tabulation", _ERROR,
    "Cette ligne contient une tabulation ; l'en-tête n'accepte que des espaces.",
    "Remplacez la tabulation par deux espaces.",
    wrong="sources:\n\t- titre: Rapport", right="sources:\n  - titre: Rapport",
)
COLON_UNQUOTED = Rule(
    "deux-points", _ERROR,
    "Le deux-points au milieu de cette valeur coupe la ligne en deux.",
    "Mettez la valeur entre guillemets droits : {example}",
    wrong="titre: Le Phare : atelier", right='titre: "Le Phare : atelier"',
)
INDENTATION_WRONG = Rule(
    "retrait-incorrect", _ERROR,
    "Cette ligne n'est pas alignée avec les champs voisins.",
    "Alignez les champs d'un même groupe : même nombre d'espaces au début de chaque ligne.",
    wrong="titre: Le Phare\n  resume: Un atelier", right="titre: Le Phare\nresume: Un atelier",
)
QUOTE_UNCLOSED = Rule(
    "guillemet-non-ferme", _ERROR,
    "Le guillemet ouvert ici n'est jamais fermé.",
    "Fermez la valeur avec le même guillemet droit que celui qui l'ouvre : \" et \".",
    wrong="titre: \"Le Phare'", right='titre: "Le Phare"',
)
QUOTE_INSIDE = Rule(
    "guillemets-imbriques", _ERROR,
    "La valeur se termine avant la fin de la ligne : il y a du texte après le guillemet fermant.",
    "Entourez la valeur de guillemets droits doubles, et citez avec « » à l'intérieur : "
    '"L\'atelier « Le Phare »".',
    wrong="titre: 'L'atelier'", right='titre: "L\'atelier"',
)
RESERVED_SIGN = Rule(
    "signe-reserve", _ERROR,
    "Une valeur ne peut pas commencer par « {sign} ».",
    "Mettez la valeur entre guillemets droits : \"{sign}…\".",
    wrong="titre: @telier", right='titre: "@telier"',
)
BRACKET_UNCLOSED = Rule(
    "crochet-non-ferme", _ERROR,
    "Le crochet ou l'accolade ouvert ici n'est jamais fermé.",
    "Fermez-le, ou écrivez la liste avec un tiret par ligne.",
    wrong="publics: [jeunes, femmes", right="publics:\n  - jeunes\n  - femmes",
)
KEY_WITHOUT_COLON = Rule(
    "ligne-sans-champ", _ERROR,
    "Cette ligne n'est ni un champ ni la suite du précédent.",
    "Écrivez « nom: valeur », avec une espace après le deux-points, ou mettez toute la valeur sur "
    "la ligne de son champ.",
    wrong="titre: Le Phare\nun atelier partagé", right="titre: Le Phare, un atelier partagé",
)
LINE_UNREADABLE = Rule(
    "ligne-illisible", _ERROR,
    "Cette ligne n'est pas lisible.",
    "Mettez les valeurs qui contiennent : # [ ] {{ }} ou des guillemets entre guillemets droits.",
)
LINK_IN_VALUE = Rule(
    "lien-dans-un-champ", _ERROR,
    "« {text} » est un lien comme on en écrit dans le texte de la fiche, non dans l'en-tête.",
    "Dans un champ d'adresse (« url », « site », « contact »), écrivez l'adresse seule : {example} "
    "; dans un autre, les mots seuls.",
    wrong="site: [Le Phare](https://exemple.fr)", right="site: https://exemple.fr",
)
COMMENT_IN_VALUE = Rule(
    "diese", _ERROR,
    "« {text} » est lu comme un commentaire : la suite de la ligne serait perdue.",
    "Mettez la valeur entre guillemets droits ; pour un commentaire, une espace après le dièse.",
    wrong="titre: Le Phare #1", right='titre: "Le Phare #1"',
)
KEY_TWICE = Rule(
    "champ-en-double", _ERROR,
    "Le champ « {key} » est déjà écrit à la ligne {line}.",
    "Gardez une seule des deux lignes.",
    wrong="titre: Le Phare\ntitre: La Lanterne", right="titre: Le Phare",
)
ALIAS_FORBIDDEN = Rule(
    "renvoi-interdit", _ERROR,
    "« {text} » est lu comme un renvoi vers une autre valeur, ce qui n'est pas accepté.",
    "Si c'est du texte, mettez la valeur entre guillemets droits.",
    wrong="titre: *Le Phare*", right='titre: "Le Phare"',
)
TAG_FORBIDDEN = Rule(
    "type-interdit", _ERROR,
    "« {text} » est lu comme une instruction, ce qui n'est pas accepté.",
    "Si c'est du texte, mettez la valeur entre guillemets droits.",
    wrong="titre: !Le Phare", right='titre: "Le Phare !"',
)
NESTING_TOO_DEEP = Rule(
    "imbrication-trop-profonde", _ERROR,
    "Il y a plus de {limit} niveaux de listes ou de groupes imbriqués.",
    "Écrivez les champs simplement, comme dans une fiche existante.",
)

# --- Keys and values -------------------------------------------------------------------------

KEY_UNKNOWN = Rule(
    "champ-inconnu", _ERROR,
    "Le champ « {key} » n'existe pas.",
    "Champs possibles : {known}.",
    wrong="thème: numerique", right="thematique: numerique",
)
KEY_MISSING = Rule(
    "champ-obligatoire", _ERROR,
    "Le champ « {key} » manque.",
    "Ajoutez-le, par exemple « {key}: {example} ».",
    wrong="---\nresume: Un atelier partagé.\n---",
    right="---\ntitre: Le Phare\nresume: Un atelier partagé.\n---",
)
VALUE_EMPTY = Rule(
    "champ-vide", _ERROR,
    "Le champ « {key} » est vide.",
    "Écrivez sa valeur, par exemple « {key}: {example} ».",
    wrong="titre:", right="titre: Le Phare",
)
TEXT_EXPECTED = Rule(
    "texte-attendu", _ERROR,
    "Ce champ attend un seul texte, et non {found}.",
    "Écrivez la valeur sur la même ligne que le nom du champ, sans tiret.",
    wrong="titre:\n  - Le Phare", right="titre: Le Phare",
)
LIST_EXPECTED = Rule(
    "liste-attendue", _ERROR,
    "Ce champ attend une liste, et non {found}.",
    "Écrivez un élément par ligne, précédé de deux espaces et d'un tiret : « - {example} ».",
    wrong="publics: jeunes", right="publics:\n  - jeunes",
)
GROUP_EXPECTED = Rule(
    "groupe-attendu", _ERROR,
    "Cet élément attend des champs, et non {found}.",
    "Écrivez un champ par ligne : {keys}.",
    wrong="image: photo.jpg",
    right='image:\n  fichier: photo.jpg\n  alt: "La façade du Phare"',
)
LIST_TOO_SHORT = Rule(
    "liste-vide", _ERROR,
    "Il faut au moins un élément dans cette liste.",
    "Ajoutez un élément sous le champ, précédé de deux espaces et d'un tiret : « - {example} ».",
    wrong="sources: []", right="sources:\n  - titre: Rapport d'activité 2023",
)
LIST_TOO_LONG = Rule(
    "liste-trop-longue", _ERROR,
    "Cette liste compte {length} éléments ; il en faut au plus {maximum}.",
    "Gardez l'essentiel, ou déplacez le reste dans le texte de la fiche.",
)
ITEM_EMPTY = Rule(
    "element-vide", _ERROR,
    "Cet élément de la liste est vide.",
    "Écrivez-le après le tiret, par exemple « - {example} », ou supprimez cette ligne.",
    wrong="publics:\n  -", right="publics:\n  - jeunes",
)
VALUE_TWICE = Rule(
    "valeur-en-double", _ERROR,
    "« {text} » est écrit deux fois dans cette liste.",
    "Gardez un seul des deux.",
    wrong="publics:\n  - jeunes\n  - jeunes", right="publics:\n  - jeunes",
)
TEXT_TOO_SHORT = Rule(
    "texte-trop-court", _ERROR,
    "Il faut ici au moins {minimum} caractères ; ce texte en fait {length}.",
    "Dites-en un peu plus.",
    wrong="resume: Un atelier.",
    right="resume: Un atelier partagé où les habitants réparent leurs vélos.",
)
TEXT_TOO_LONG = Rule(
    "texte-trop-long", _ERROR,
    "Il faut ici au plus {maximum} caractères ; ce texte en fait {length}.",
    "Gardez l'essentiel ici, et déplacez le reste dans le texte de la fiche.",
)
TEXT_HTML = Rule(
    "html-dans-un-champ", _WARNING,
    "« {text} » ressemble à du HTML ; il sera affiché tel quel.",
    "Écrivez du texte simple, sans balise.",
    wrong="titre: <b>Le Phare</b>", right="titre: Le Phare",
)
QUOTES_TYPOGRAPHIC = Rule(
    "guillemets-typographiques", _WARNING,
    "Les guillemets « {text} » font partie du texte : ils seront affichés.",
    "Retirez-les, ou remplacez-les par des guillemets droits : \"…\".",
    wrong="titre: “Le Phare”", right='titre: "Le Phare"',
)
CHOICE_UNKNOWN = Rule(
    "valeur-inconnue", _ERROR,
    "« {text} » n'est pas une valeur possible ici.",
    "Valeurs possibles : {choices}.",
    wrong="statut: en cours", right="statut: en-cours",
)
SLUG_INVALID = Rule(
    "identifiant-invalide", _ERROR,
    "« {text} » n'est pas un identifiant.",
    "Un identifiant n'a que des minuscules sans accent, des chiffres et des tirets : {example}",
    wrong="thematique: Économie sociale", right="thematique: economie-sociale-et-solidaire",
)
BOOLEAN_INVALID = Rule(
    "oui-ou-non", _ERROR,
    "« {text} » n'est ni oui ni non.",
    "Écrivez oui ou non.",
    wrong="brouillon: peut-être", right="brouillon: oui",
)
NUMBER_INVALID = Rule(
    "nombre-invalide", _ERROR,
    "« {text} » n'est pas un nombre.",
    "Écrivez des chiffres, avec un point pour les décimales : 45.76",
    wrong="latitude: 45,76", right="latitude: 45.76",
)
NUMBER_OUT_OF_RANGE = Rule(
    "nombre-hors-limites", _ERROR,
    "« {text} » n'est pas entre {minimum} et {maximum}.",
    "Vérifiez le nombre ; les coordonnées sont en degrés décimaux (latitude 48.85 à Paris).",
    wrong="latitude: 4885.3", right="latitude: 48.853",
)
DATE_INVALID = Rule(
    "date-invalide", _ERROR,
    "« {text} » n'est pas une date.",
    "Écrivez AAAA-MM-JJ, par exemple 2024-03-01.",
    wrong="verifie_le: 2024-13-01", right="verifie_le: 2024-03-01",
)
PARTIAL_DATE_INVALID = Rule(
    "date-de-source-invalide", _ERROR,
    "« {text} » n'est pas une date.",
    "Écrivez AAAA, AAAA-MM ou AAAA-MM-JJ, selon ce que dit la source : 2019, 2019-03, 2019-03-15.",
    wrong="date: mars 2019", right="date: 2019-03",
)
YEAR_INVALID = Rule(
    "annee-invalide", _ERROR,
    "« {text} » n'est pas une année.",
    "Écrivez une année en quatre chiffres, par exemple 2019.",
    wrong="annee_debut: 19", right="annee_debut: 2019",
)
URL_INVALID = Rule(
    "adresse-web-invalide", _ERROR,
    "« {text} » n'est pas une adresse web.",
    "Une adresse web commence par https:// ou http://, sans espace : https://exemple.fr/page",
    wrong="site: www.exemple.fr", right="site: https://www.exemple.fr",
)
EMAIL_INVALID = Rule(
    "adresse-mail-invalide", _ERROR,
    "« {text} » n'est pas une adresse de courriel.",
    "Écrivez l'adresse générique de la structure, par exemple contact@exemple.fr",
    wrong="contact: contact(at)exemple.fr", right="contact: contact@exemple.fr",
)
COLOUR_INVALID = Rule(
    "couleur-invalide", _ERROR,
    "« {text} » n'est pas une couleur.",
    "Écrivez un dièse et six chiffres hexadécimaux, entre guillemets : \"#0859ac\"",
    wrong="couleur: bleu", right='couleur: "#0859ac"',
)
DEPARTMENT_CODE_INVALID = Rule(
    "code-departement-invalide", _ERROR,
    "« {text} » n'est pas un code de département.",
    "Écrivez deux chiffres, 2A, 2B ou trois chiffres outre-mer : 01, 69, 2A, 974.",
    wrong="departement: 1", right="departement: 01",
)
INSEE_CODE_INVALID = Rule(
    "code-insee-invalide", _ERROR,
    "« {text} » n'est pas un code INSEE de commune.",
    "Un code INSEE a cinq caractères, par exemple 69123 pour Lyon ; ce n'est pas le code postal.",
    wrong="code_insee: 6912", right="code_insee: 69123",
)
QPV_CODE_INVALID = Rule(
    "code-qpv-invalide", _ERROR,
    "« {text} » n'est pas un code de quartier prioritaire.",
    "Écrivez QP033001 (liste de 2015) ou QN03301M (liste de 2024), ou retirez la ligne.",
    wrong="code_qpv: 33-001", right="code_qpv: QP033001",
)

# --- References ------------------------------------------------------------------------------

THEME_UNKNOWN = Rule(
    "thematique-inconnue", _ERROR,
    "La thématique « {text} » n'existe pas.",
    "Thématiques possibles : {known}.",
    wrong="thematique: informatique", right="thematique: numerique",
)
THEME_REPEATED = Rule(
    "thematique-repetee", _ERROR,
    "« {text} » est déjà la thématique principale.",
    "Retirez-la des thématiques secondaires.",
    wrong="thematique: numerique\nthematiques_secondaires:\n  - numerique",
    right="thematique: numerique",
)
ICON_UNKNOWN = Rule(
    "icone-inconnue", _ERROR,
    "L'icône « {text} » n'existe pas.",
    "Choisissez un nom sur heroicons.com, par exemple home, key ou computer-desktop.",
    wrong="icone: ordinateur", right="icone: computer-desktop",
)
CENTRE_UNKNOWN = Rule(
    "centre-inconnu", _ERROR,
    "Le centre de ressources « {text} » n'existe pas.",
    "Centres possibles : {known}.",
    wrong="centre: labo-cité", right="centre: labo-cites",
)
REFERENCE_UNKNOWN = Rule(
    "reference-inconnue", _ERROR,
    "« {text} » ne désigne ni une initiative, ni un numéro, ni un terme du glossaire.",
    "Écrivez le nom du fichier de la fiche, sans « .md ».",
    wrong="[[le-fare]]", right="[[le-phare]]",
)
FICHE_NOT_CITED = Rule(
    "fiche-non-citee", _ERROR,
    "« {text} » est dans « fiches_citees », mais ce numéro ne cite pas cette fiche.",
    "Retirez-la de « fiches_citees », ou citez-la : dans « initiatives », ou par [[{text}]] dans "
    "le texte.",
    wrong="initiatives:\n  - le-phare\nfiches_citees:\n  - initiative: le-port",
    right="initiatives:\n  - le-phare\nfiches_citees:\n  - initiative: le-phare",
)
REFERENCE_DRAFT = Rule(
    "reference-a-un-brouillon", _ERROR,
    "« {text} » est un brouillon : sa page n'existera pas.",
    "Retirez ce lien, ou retirez « brouillon » de la fiche citée.",
)
ID_TWICE = Rule(
    "identifiant-en-double", _ERROR,
    "« {text} » désigne déjà un autre élément ({other}).",
    "Donnez un autre nom à l'un des deux.",
)
ADDRESS_TWICE = Rule(
    "adresse-en-double", _ERROR,
    "L'adresse « {text} » est déjà prise par {other}.",
    "Renommez l'un des deux fichiers, ou retirez la redirection.",
)
NUMBER_TWICE = Rule(
    "numero-en-double", _ERROR,
    "Le numéro {text} existe déjà ({other}).",
    "Donnez à chaque numéro un nombre différent.",
)
IMAGE_NOT_FOUND = Rule(
    "image-introuvable", _ERROR,
    "L'image « {text} » n'est pas dans content/images/.",
    "Ajoutez le fichier à content/images/, ou corrigez son nom.",
)
IMAGE_INVALID = Rule(
    "image-invalide", _ERROR,
    "« {text} » n'est pas une image lisible ({reason}).",
    "Enregistrez l'image en JPEG, PNG ou WebP, à moins de {limit} ko.",
)

# --- Places ----------------------------------------------------------------------------------

COMMUNE_MISSING = Rule(
    "commune-manquante", _ERROR,
    "On ne sait pas où se trouve cette initiative.",
    "Écrivez « commune » et « departement », ou « code_insee ».",
    wrong="titre: Le Phare", right="titre: Le Phare\ncommune: Bourges\ndepartement: 18",
)
COMMUNE_UNKNOWN = Rule(
    "commune-inconnue", _ERROR,
    "La commune « {text} » n'est pas connue{where}.",
    "Vérifiez l'orthographe et le département.",
    wrong="commune: Bourge", right="commune: Bourges",
)
COMMUNE_AMBIGUOUS = Rule(
    "commune-ambigue", _ERROR,
    "Plusieurs communes s'appellent « {text} » : {candidates}.",
    "Ajoutez le département, par exemple « departement: {example} », ou le code INSEE.",
    wrong="commune: Saint-Denis", right="commune: Saint-Denis\ndepartement: 93",
)
DEPARTMENT_UNKNOWN = Rule(
    "departement-inconnu", _ERROR,
    "Le département « {text} » n'existe pas.",
    "Écrivez deux chiffres, 2A, 2B ou trois chiffres outre-mer : 01, 69, 2A, 974.",
    wrong="departement: 20", right="departement: 2A",
)
REGION_UNKNOWN = Rule(
    "region-inconnue", _ERROR,
    "La région « {text} » n'existe pas.",
    "Régions possibles : {known}.",
    wrong="regions:\n  - Bretagne-sud", right="regions:\n  - Bretagne",
)
INSEE_CODE_UNKNOWN = Rule(
    "code-insee-inconnu", _ERROR,
    "Aucune commune n'a le code INSEE « {text} ».",
    "Vérifiez le code : ce n'est pas le code postal.",
    wrong="code_insee: 69000", right="code_insee: 69123",
)
INSEE_CODE_CONTRADICTED = Rule(
    "code-insee-contradictoire", _ERROR,
    "Le code INSEE « {text} » est celui de {found}, pas de « {expected} ».",
    "Corrigez le code, la commune ou le département.",
    wrong="commune: Lyon\ncode_insee: 13055", right="commune: Lyon\ncode_insee: 69123",
)
COORDINATES_INCOMPLETE = Rule(
    "coordonnees-incompletes", _ERROR,
    "« {present} » est donné sans « {absent} ».",
    "Écrivez les deux, ou aucun : la fiche sera alors placée à la mairie.",
    wrong="latitude: 48.85", right="latitude: 48.85\nlongitude: 2.35",
)
COORDINATES_SWAPPED = Rule(
    "coordonnees-inversees", _ERROR,
    "latitude et longitude semblent inversées : ce point est à {distance} km de {commune}.",
    "Échangez les deux valeurs : « latitude: {latitude} » et « longitude: {longitude} ».",
    wrong="latitude: 2.35\nlongitude: 48.85", right="latitude: 48.85\nlongitude: 2.35",
)
COORDINATES_OUTSIDE = Rule(
    "coordonnees-hors-commune", _ERROR,
    "Ce point est à {distance} km de {commune}, hors de la commune.",
    "Vérifiez les coordonnées, ou retirez-les : la fiche sera placée à la mairie.",
)
QPV_OUTSIDE = Rule(
    "qpv-hors-departement", _ERROR,
    "Le quartier « {text} » est dans le département {found}, pas dans le département {expected}.",
    "Vérifiez le code du quartier ou le département.",
    wrong="departement: 69\ncode_qpv: QP033001", right="departement: 33\ncode_qpv: QP033001",
)

# --- Time ------------------------------------------------------------------------------------

YEAR_OUT_OF_RANGE = Rule(
    "annee-hors-limites", _ERROR,
    "« {text} » n'est pas entre {minimum} et {maximum}.",
    "Vérifiez l'année.",
    wrong="annee_debut: 2109", right="annee_debut: 2019",
)
YEARS_REVERSED = Rule(
    "annees-inversees", _ERROR,
    "L'année de fin ({end}) précède l'année de début ({start}).",
    "Échangez les deux années, ou corrigez l'une d'elles.",
    wrong="annee_debut: 2020\nannee_fin: 2018", right="annee_debut: 2018\nannee_fin: 2020",
)
END_CONTRADICTED = Rule(
    "fin-contradictoire", _ERROR,
    "L'initiative est « en-cours » mais a une année de fin ({end}).",
    "Écrivez « statut: terminee », ou retirez « annee_fin ».",
    wrong="statut: en-cours\nannee_fin: 2020", right="statut: terminee\nannee_fin: 2020",
)
DATE_FUTURE = Rule(
    "date-future", _WARNING,
    "La date « {text} » est dans l'avenir.",
    "Vérifiez l'année et l'ordre AAAA-MM-JJ.",
    wrong="verifie_le: 2999-01-01", right="verifie_le: 2024-01-01",
)

SECURITY_EXPIRES = Rule(
    "security-txt-perime", _WARNING,
    "Le contact de sécurité du site (security.txt) cesse de valoir le {text}.",
    "Vérifiez que l'adresse « contact » est lue, puis écrivez une date à moins d'un an.",
    wrong="securite_expire_le: 2020-01-01", right="securite_expire_le: 2027-11-01",
)

# --- Bodies and care for readers -------------------------------------------------------------

BODY_TOO_SHORT = Rule(
    "texte-de-fiche-court", _WARNING,
    "Il faut au moins {minimum} mots ; le texte de la fiche en compte {count}.",
    "Racontez ce que fait l'initiative, pour qui, et ce qu'on en retient.",
)
BODY_TWICE = Rule(
    "texte-en-double", _WARNING,
    "Ce texte est mot pour mot celui de « {text} » ({path}).",
    "Si c'est la même initiative, gardez une seule des deux fiches ; sinon, racontez celle-ci.",
)
HEADING_LEVEL_ONE = Rule(
    "titre-de-niveau-1", _WARNING,
    "« {text} » est un titre de niveau 1 ; la page en a déjà un.",
    "Ajoutez un dièse : ## {text}",
    wrong="# Le besoin", right="## Le besoin",
)
BODY_HTML = Rule(
    "html-dans-le-texte", _WARNING,
    "« {text} » est du HTML ; il sera nettoyé ou retiré.",
    "Écrivez en Markdown : **gras**, *italique*, [lien](https://exemple.fr).",
    wrong="<b>gras</b>", right="**gras**",
)
BODY_TOO_DEEP = Rule(
    "listes-imbriquees", _ERROR,
    "Cette ligne est dans plus de {limit} listes ou citations, les unes dans les autres.",
    "Deux ou trois niveaux suffisent : retirez des tirets, des chevrons ou des espaces au début "
    "de la ligne.",
    wrong=f"{'- ' * 21}un atelier", right="- un atelier",
)
SUBLIST_FLAT = Rule(
    "sous-liste-mal-decalee", _WARNING,
    "Cette ligne n'est pas assez décalée pour former une sous-liste.",
    "Mettez quatre espaces devant chaque ligne de la sous-liste.",
    wrong="- des ateliers\n  - le samedi", right="- des ateliers\n    - le samedi",
)
BODY_LEFT_OPEN = Rule(
    "crochets-ouverts", _ERROR,
    "Plus de {limit} crochets « [ », parenthèses « ( » ou chevrons « < » sont ouverts en même "
    "temps.",
    "Fermez ce qui est ouvert, ou écrivez une barre oblique inverse devant ce qui n'est qu'un "
    "signe : « \\[ ».",
    wrong="[" * 21, right="[un lien](https://exemple.fr)",
)
LINK_UNSAFE = Rule(
    "lien-refuse", _ERROR,
    "Le lien « {text} » n'est pas accepté.",
    "Un lien commence par https://, http:// ou mailto:, ou désigne une autre page du site.",
    wrong="[ici](javascript:alert(1))", right="[ici](https://exemple.fr)",
)
LINK_BROKEN = Rule(
    "lien-interne-casse", _ERROR,
    "Cette page du site a un lien vers « {link} », qui n'existe pas.",
    "Corrigez le lien dans le texte de la page ; entre pages, préférez [[nom-de-la-fiche]].",
    wrong="[la méthode](../metode/)", right="[la méthode](../methode/)",
)
CONTACT_PERSONAL = Rule(
    "contact-nominatif", _WARNING,
    "« {text} » semble être l'adresse d'une personne.",
    "Préférez l'adresse générique de la structure, par exemple contact@exemple.fr",
    wrong="contact: jeanne.martin@exemple.fr", right="contact: contact@exemple.fr",
)
MAILBOX_PRIVATE = Rule(
    "courriel-prive", _WARNING,
    "« {text} » est une boîte aux lettres ouverte chez un fournisseur pour particuliers.",
    "Préférez l'adresse de la structure, par exemple contact@exemple.fr, ou son site ; sinon, "
    "retirez-la.",
    wrong="contact: lephare@gmail.com", right="contact: contact@exemple.fr",
)
PHONE_MOBILE = Rule(
    "telephone-mobile", _WARNING,
    "« {text} » semble être un numéro de téléphone mobile.",
    "Retirez-le, ou écrivez le numéro fixe de la structure : un mobile est souvent celui d'une "
    "personne.",
    wrong="porteur: Le Phare, 06 39 98 00 00", right="porteur: Le Phare",
)
ADDRESS_PRIVATE = Rule(
    "adresse-privee", _WARNING,
    "« {text} » semble mener chez une personne.",
    "Écrivez l'adresse publique du lieu ou de la structure, sans nom ni appartement.",
    wrong="adresse: chez Mme Martin, 2 rue des Prés", right="adresse: 2 rue des Prés",
)
FIGURE_UNDATED = Rule(
    "chiffre-sans-date", _WARNING,
    "Ce chiffre n'a pas de date.",
    "Ajoutez l'année entre parenthèses : « 12 emplois (2021) », ou « (non daté) ».",
    wrong="chiffres:\n  - 12 emplois", right="chiffres:\n  - 12 emplois (2021)",
)

RULES: Mapping[str, Rule] = {
    rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)
}
