// Lists: lines that one adds and takes away. The names of a line's controls hold its rank.

const ATTRIBUTES = ["name", "id", "for", "aria-describedby"];

const rowsOf = (list) => [...list.querySelectorAll("[data-row]")];

/** Bring the lines of all lists to life; `onChange` is told when a line comes or goes. */
export function startRows(form, onChange) {
  for (const list of form.querySelectorAll("[data-list]")) {
    number(list);
    list.addEventListener("click", (event) => {
      if (event.target.closest("[data-add]")) addRow(list);
      else if (event.target.closest("[data-remove]")) removeRow(list, event.target.closest("[data-row]"));
      else return;
      onChange();
    });
    list.addEventListener("keydown", (event) => {
      const isLine = event.target.matches("input") && !event.target.closest(".row-group");
      if (event.key !== "Enter" || !isLine) return;
      event.preventDefault();
      if (event.target.value.trim()) addRow(list);
    });
  }
}

/** Give a list a number of lines, the first of which are kept. */
export function setRowCount(list, count) {
  const rows = rowsOf(list);
  for (const row of rows.slice(count)) row.remove();
  for (let rank = rows.length; rank < count; rank += 1) appendRow(list);
  number(list);
}

function addRow(list) {
  const row = appendRow(list);
  number(list);
  row.querySelector("input, select, textarea").focus();
}

function removeRow(list, row) {
  const rows = rowsOf(list);
  const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
  row.remove();
  number(list);
  next.querySelector("input, select, textarea").focus();
}

function appendRow(list) {
  const row = rowsOf(list)[0].cloneNode(true);
  for (const control of row.querySelectorAll("input, select, textarea")) {
    control.value = "";
    control.removeAttribute("aria-invalid");
  }
  for (const fault of row.querySelectorAll("[data-fault]")) {
    fault.textContent = "";
    fault.hidden = true;
  }
  list.querySelector("[data-rows]").append(row);
  return row;
}

/** Write the rank of each line where it is said. */
function number(list) {
  const name = list.dataset.list;
  const pattern = new RegExp(`((?:^|\\s|-)${name}\\.)\\d+`, "g");
  const rows = rowsOf(list);
  for (const [rank, row] of rows.entries()) {
    for (const attribute of ATTRIBUTES) {
      for (const element of row.querySelectorAll(`[${attribute}]`)) {
        element.setAttribute(attribute, element.getAttribute(attribute).replace(pattern, `$1${rank}`));
      }
    }
    for (const field of row.querySelectorAll("[data-field]")) {
      field.dataset.field = field.dataset.field.replace(pattern, `$1${rank}`);
    }
    for (const said of row.querySelectorAll("[data-number]")) said.textContent = String(rank + 1);
    row.querySelector("[data-remove]").hidden = rows.length === 1;
  }
}
