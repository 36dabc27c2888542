// Sorts tables by their columns, folds long tables to the best of each family, and hides families.
// All of it works on rows that are on the page already: without scripts, every row is there.

/** Tables with more rows than this are folded. */
const LONG = 12;

const run = JSON.parse(document.getElementById("run").textContent);
const hidden = new Set();

document.documentElement.classList.add("js");

const allocatorOf = row => run.allocators[row.dataset.allocator];

/** What a row has in a column: a value of the run, a number beside the text, or the text. */
function keyOf(row, column, head) {
  const cell = row.cells[column];
  if (head.dataset.values === undefined) {
    return cell.dataset.key === undefined ? cell.textContent : Number(cell.dataset.key);
  }
  const [experiment, trace, metric] = head.dataset.values.split("/");
  return run.values[experiment]?.[trace]?.[metric]?.[row.dataset.allocator] ?? "";
}

function sort(table, column, head) {
  const heads = [...table.tHead.rows[0].cells];
  const down = head.getAttribute("aria-sort") === "ascending";
  heads.forEach(other => other.removeAttribute("aria-sort"));
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const keys = new Map([...table.tBodies[0].rows].map(row => [row, keyOf(row, column, head)]));
  const compare = down => (a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    const [none, noneToo] = [x === "" || x === "–", y === "" || y === "–"];
    if (none || noneToo) return none - noneToo;
    const order = typeof x === "number" && typeof y === "number"
      ? x - y
      : String(x).localeCompare(String(y));
    return down ? -order : order;
  };
  const rising = [...keys.keys()].sort(compare(false));
  if (table.leaders && typeof keys.get(rising[0]) === "number") chooseLeaders(table, rising);
  table.tBodies[0].append(...(down ? rising.toSorted(compare(true)) : rising));
  if (table.open) show(table);
}

/** The row of each family that stays when the family is folded: the one with the least. */
function chooseLeaders(table, rising) {
  table.leaders = new Map();
  for (const row of rising) {
    const family = allocatorOf(row).family;
    if (!table.leaders.has(family)) table.leaders.set(family, row);
  }
}

function show(table) {
  for (const row of table.tBodies[0].rows) {
    const { family, subject } = allocatorOf(row);
    const folded = table.leaders && !table.open.has(family)
      && table.leaders.get(family) !== row && !subject;
    row.hidden = hidden.has(family) || Boolean(folded);
    row.querySelector("button")?.remove();
  }
  table.leaders?.forEach((leader, family) => addButton(table, leader, family));
}

function addButton(table, leader, family) {
  const others = [...table.tBodies[0].rows].filter(row =>
    row !== leader && allocatorOf(row).family === family && !allocatorOf(row).subject);
  if (others.length === 0) return;
  const open = table.open.has(family);
  const button = document.createElement("button");
  button.textContent = open ? "−" : `+${others.length}`;
  button.title = `${open ? "fold" : "show"} ${others.length} more of the family “${family}”`;
  button.setAttribute("aria-expanded", open);
  button.addEventListener("click", () => {
    if (open) table.open.delete(family);
    else table.open.add(family);
    show(table);
  });
  leader.cells[0].append(button);
}

const tables = [...document.querySelectorAll("table.sortable")];
for (const table of tables) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    head.tabIndex = 0;
    head.addEventListener("click", () => sort(table, column, head));
    head.addEventListener("keydown", event => {
      if (event.key === "Enter") sort(table, column, head);
    });
  });
}

const ofAllocators = tables.filter(table => table.tBodies[0].rows[0]?.dataset.allocator);
for (const table of ofAllocators) {
  table.open = new Set();
  const rows = [...table.tBodies[0].rows];
  if (rows.length > LONG) chooseLeaders(table, rows);
  show(table);
}

/** A box for each family, below the contents: what is not ticked is in no table. */
function addFamilies() {
  const families = [...new Set(run.allocators.map(allocator => allocator.family))];
  if (families.length < 2) return;
  const set = document.createElement("fieldset");
  const title = document.createElement("legend");
  title.textContent = "Families in the tables";
  set.append(title);
  for (const family of families) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    const dot = document.createElement("i");
    box.type = "checkbox";
    box.checked = true;
    dot.className = "dot";
    const members = run.allocators.filter(one => one.family === family);
    dot.style.background = (members.find(one => !one.subject) ?? members[0]).colour;
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(family);
      else hidden.add(family);
      ofAllocators.forEach(show);
    });
    label.append(box, dot, family || "other");
    set.append(label);
  }
  document.querySelector("nav").append(set);
}
addFamilies();
