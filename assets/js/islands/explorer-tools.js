// What one takes away from the explorer: files, a link, a printed list, a code to embed.

import { formatCsv } from "../lib/csv.js";
import { selectFeatures } from "../lib/geojson.js";

/**
 * @param {HTMLElement} root
 * @param {{left: () => {id: string}[], address: () => string, say: (text: string) => void}} explorer
 */
export function startTools(root, explorer) {
  const code = root.querySelector("#code-integration");
  const actions = {
    csv: async () => save("initiatives.csv", "text/csv", formatCsv(await selection(root, explorer))),
    geojson: async () => save(
      "initiatives.geojson", "application/geo+json", `${JSON.stringify(await selection(root, explorer))}\n`,
    ),
    print: () => window.print(),
    "copy-link": () => copy(addressWithout("integration", explorer), "Le lien est copié\u202f: il rouvre cette sélection.", explorer),
    "copy-code": () => copy(code.value, "Le code est copié.", explorer, code),
  };
  for (const [name, action] of Object.entries(actions)) {
    root.querySelector(`[data-action=${name}]`).addEventListener("click", async () => {
      try {
        await action();
      } catch (error) {
        explorer.say("Les données n’ont pas pu être lues. Vérifiez la connexion, puis recommencez.");
        console.warn(error);
      }
    });
  }
  const follow = () => {
    code.value = embedCode(explorer);
    root.querySelector("[data-return]").href = addressWithout("integration", explorer);
  };
  root.addEventListener("explorer:applied", follow);
}

/** The features of the selection, from the site's open data. */
async function selection(root, explorer) {
  const answer = await fetch(root.dataset.features);
  if (!answer.ok) throw new Error(`${answer.status} ${root.dataset.features}`);
  return selectFeatures(await answer.json(), explorer.left().map(({ id }) => id));
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function copy(text, done, explorer, field) {
  try {
    await navigator.clipboard.writeText(text);
    explorer.say(done);
  } catch {
    // Without a secure context there is no clipboard: leave the text selected.
    field?.select();
    explorer.say(field ? "Le code est sélectionné\u202f: copiez-le avec Ctrl + C." : `À copier\u202f: ${text}`);
  }
}

function addressWithout(name, explorer) {
  const address = new URL(explorer.address(), location.href);
  address.searchParams.delete(name);
  return address.href;
}

/** An iframe that shows this selection, for a partner's page. */
function embedCode(explorer) {
  const address = new URL(addressWithout("vue", explorer));
  address.searchParams.set("integration", "1");
  const source = address.href.replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<iframe src="${source}" title="La carte des initiatives" width="100%" height="720" loading="lazy" allow="geolocation"></iframe>`;
}
