// The ways a fiche leaves the form: a page of GitHub, a letter.

/** Above this, GitHub answers « URI Too Long » once its own redirects are counted. */
export const LONGEST_ADDRESS = 7500;
/** Above this, mail programs cut the letter or refuse to open (2,048 in Chromium on Windows). */
export const LONGEST_LETTER = 2000;

const FOLDER = "content/initiatives";

/**
 * The page of GitHub that proposes a new file, already filled in; or nothing if it is too long.
 * @param {{repository: string, branch: string}} site
 * @param {string} name without « .md »
 * @param {string} text
 */
export function newFileAddress({ repository, branch }, name, text) {
  const query = `filename=${encodeURIComponent(`${name}.md`)}&value=${encodeURIComponent(text)}`;
  const address = `${repository}/new/${encodeURI(branch)}/${FOLDER}?${query}`;
  return address.length > LONGEST_ADDRESS ? "" : address;
}

/**
 * The page of GitHub where an existing file is changed; it cannot be filled in from outside.
 * @param {{repository: string, branch: string}} site
 * @param {string} name
 */
export function editAddress({ repository, branch }, name) {
  return `${repository}/edit/${encodeURI(branch)}/${FOLDER}/${encodeURIComponent(name)}.md`;
}

/**
 * A letter with the fiche in it; or, if that is too long, the letter that goes with the file.
 * @param {string} contact
 * @param {string} title
 * @param {string} name
 * @param {string} text
 * @returns {{address: string, isWhole: boolean}}
 */
export function letterAddress(contact, title, name, text) {
  const subject = encodeURIComponent(`Fiche : ${title}`);
  const letter = (body) => `mailto:${contact}?subject=${subject}&body=${encodeURIComponent(body)}`;
  const whole = letter(`${name}.md\r\n\r\n${text.replaceAll("\n", "\r\n")}`);
  if (whole.length <= LONGEST_LETTER) return { address: whole, isWhole: true };
  return {
    address: letter(`Bonjour,\r\n\r\nVoici une fiche : joignez ici le fichier ${name}.md, qui vient d’être téléchargé.\r\n`),
    isWhole: false,
  };
}
