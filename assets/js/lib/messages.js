// The messages of the catalogue (ecoq/catalogue.py), filled in.

/**
 * @typedef {{message: string, hint: string}} Message
 * @typedef {{name: string, code: string, message: string, hint: string}} Fault
 *   `name` is that of the control at fault
 */

const fill = (text, details) => text.replace(
  /\{\{|\}\}|\{(\w+)\}/g,
  (found, field) => (field ? String(details[field] ?? "…") : found[0]),
);

/**
 * A function that makes faults from the rules' texts.
 * @param {Record<string, Message>} messages
 * @returns {(name: string, code: string, details?: Record<string, any>, hint?: string) => Fault}
 */
export function faultMaker(messages) {
  return (name, code, details = {}, hint = undefined) => ({
    name, code, message: fill(messages[code].message, details),
    hint: hint ?? fill(messages[code].hint, details),
  });
}
