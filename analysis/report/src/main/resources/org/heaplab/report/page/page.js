// What is interactive on the page, one function for each behaviour. All of it works on what is on
// the page already: without scripts, all of that is there.

/** Tables with more rows than this are folded. */
const LONG = 12;

/** With more traces than this, only the first one is shown until the reader picks others. */
const FEW = 3;

/** Pixels around a point of a figure at which it is pointed at. */
const REACH = 28;

const run = JSON.parse(document.getElementById("run").textContent);

/** Indexes of the allocators that the reader has hidden. */
const hidden = new Set();

function element(name, properties = {}, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

// Tables

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
  const down = head.getAttribute("aria-sort") === "ascending";
  [...table.tHead.rows[0].cells].forEach(other => other.removeAttribute("aria-sort"));
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
  if (table.rising && typeof keys.get(rising[0]) === "number") table.rising = rising;
  table.tBodies[0].append(...(down ? rising.toSorted(compare(true)) : rising));
  if (table.rising) fold(table);
}

/** Makes each head of a table a button that sorts by its column. */
function makeSortable(table) {
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = element("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => sort(table, column, head));
    head.append(button);
  });
}

/**
 * Folds a long table to the row with the least of each family, and to what an experiment is about.
 * `table.rising` has its rows, those with the least first.
 */
function makeFoldable(table) {
  if (table.tBodies[0].rows.length <= LONG) return;
  table.rising = [...table.tBodies[0].rows];
  table.open = new Set();
  fold(table);
}

function fold(table) {
  const leaders = new Map();
  const others = new Map();
  for (const row of table.rising) {
    row.querySelector("td button")?.remove();
    row.hidden = false;
    const { family, subject } = allocatorOf(row);
    if (subject || hidden.has(row.dataset.allocator)) continue;
    if (!leaders.has(family)) {
      leaders.set(family, row);
      others.set(family, []);
    } else {
      others.get(family).push(row);
    }
  }
  others.forEach((rows, family) => {
    if (rows.length === 0) return;
    rows.forEach(row => { row.hidden = !table.open.has(family); });
    leaders.get(family).cells[0].append(foldButton(table, family, rows.length, () =>
      leaders.get(family).querySelector("td button").focus()));
  });
}

function foldButton(table, family, count, focus) {
  const open = table.open.has(family);
  const button = element("button", {
    type: "button",
    title: `${open ? "fold" : "show"} ${count} more of the family “${family}”`,
    ariaExpanded: open,
  }, open ? "−" : `+${count}`);
  button.addEventListener("click", () => {
    if (open) table.open.delete(family);
    else table.open.add(family);
    fold(table);
    focus();
  });
  return button;
}

// Picking traces and allocators

/** Hides rows, lines and points of the allocators in `hidden`, on the whole page. */
const hideAllocators = (() => {
  const style = document.head.appendChild(element("style"));
  return () => {
    const all = [...hidden].map(index => `main [data-allocator="${index}"]`);
    style.textContent = all.length === 0 ? "" : `${all.join()} { display: none }`;
    document.querySelectorAll("table.sortable").forEach(table => table.rising && fold(table));
    document.dispatchEvent(new Event("picked"));
  };
})();

/** A box before each trace in the contents: a trace that is not ticked has no section. */
function addTracePicker() {
  const links = [...document.querySelectorAll('nav a[href^="#trace-"]')];
  if (links.length < 2) return;
  const traces = links.map((link, index) => {
    const section = document.querySelector(link.hash);
    const box = element("input", { type: "checkbox" });
    box.setAttribute("aria-label", `show ${link.textContent}`);
    const show = shown => {
      box.checked = shown;
      section.hidden = shown ? false : "until-found";
    };
    box.addEventListener("change", () => show(box.checked));
    link.addEventListener("click", () => show(true));
    section.addEventListener("beforematch", () => show(true));
    link.before(box);
    link.parentElement.classList.add("pick");
    show(links.length <= FEW || index === 0 || link.hash === location.hash);
    return show;
  });
  const all = shown => () => traces.forEach(show => show(shown));
  links[0].parentElement.before(element("li", { className: "all" },
    "Traces ", ...allAndNone("traces", all(true), all(false))));
}

function allAndNone(what, all, none) {
  return [["all", all], ["none", none]].map(([words, act]) => {
    const button = element("button", { type: "button", ariaLabel: `${words} ${what}` }, words);
    button.addEventListener("click", act);
    return button;
  });
}

/** Below the contents, a box for each family of allocators, and folded below it for each member. */
function addAllocatorPicker() {
  const families = Map.groupBy(run.allocators.keys(), index => run.allocators[index].family);
  const boxes = [];
  const pick = act => () => {
    boxes.forEach(act);
    update();
  };
  const update = () => {
    hidden.clear();
    boxes.forEach(box => { if (!box.checked) hidden.add(box.value); });
    parents.forEach(parent => parent());
    hideAllocators();
  };
  const member = index => {
    const { name, colour } = run.allocators[index];
    const box = element("input", { type: "checkbox", checked: true, value: index });
    box.addEventListener("change", update);
    boxes.push(box);
    return { box, label: element("label", {}, box, dot(colour), name) };
  };
  const parents = [];
  const set = element("fieldset", { className: "allocators" },
    element("legend", {}, "Allocators ", ...allAndNone("allocators",
      pick(box => { box.checked = true; }), pick(box => { box.checked = false; }))));
  families.forEach((indexes, family) => {
    const members = indexes.map(member);
    set.append(members.length === 1
      ? members[0].label
      : familyBox(family, members, parents, update));
  });
  document.querySelector("nav details").append(set);
}

/** @param parents gets what makes the family's box agree with those of its members */
function familyBox(family, members, parents, update) {
  const box = element("input", { type: "checkbox", checked: true });
  box.addEventListener("change", () => {
    members.forEach(one => { one.box.checked = box.checked; });
    update();
  });
  parents.push(() => {
    const shown = members.filter(one => one.box.checked).length;
    box.checked = shown > 0;
    box.indeterminate = shown > 0 && shown < members.length;
  });
  const list = element("div", { hidden: true }, ...members.map(one => one.label));
  const button = element("button", { type: "button", ariaExpanded: false }, `+${members.length}`);
  button.setAttribute("aria-label", `members of ${family}`);
  button.addEventListener("click", () => {
    list.hidden = !list.hidden;
    button.ariaExpanded = !list.hidden;
    button.textContent = list.hidden ? `+${members.length}` : "−";
  });
  const colours = members.map(one => run.allocators[one.box.value]);
  const plain = colours.find(one => !one.subject) ?? colours[0];
  return element("div", { className: "family" },
    element("label", {}, box, dot(plain.colour), family || "other"), button, list);
}

function dot(colour) {
  const made = element("i", { className: "dot" });
  made.style.background = colour;
  return made;
}

/** On a narrow screen, the contents and what can be picked are folded. */
function foldContents() {
  document.querySelector("nav details").open = !matchMedia("(max-width: 60rem)").matches;
}

// Points of figures, and the rows of their allocators

/** Marks the rows and points of an allocator, and of no other; of none without an index. */
const light = (() => {
  let lit;
  return index => {
    if (index === lit) return;
    lit = index;
    document.querySelectorAll(".lit").forEach(one => one.classList.remove("lit"));
    if (index === undefined) return;
    document
      .querySelectorAll(`tr[data-allocator="${index}"], .spot[data-allocator="${index}"]`)
      .forEach(one => one.classList.add("lit"));
  };
})();

/** A row of a table lights its points up. */
function linkRows() {
  const follow = event => light(event.target.closest?.("tr[data-allocator]")?.dataset.allocator);
  const main = document.querySelector("main");
  main.addEventListener("pointerover", event => {
    if (!event.target.closest("svg")) follow(event);
  });
  main.addEventListener("focusin", event => {
    if (!event.target.matches(".spot")) follow(event);
  });
}

/** Says beside a point what it is. */
const tip = (() => {
  const box = document.body.appendChild(element("div", { id: "tip", hidden: true }));
  box.setAttribute("aria-hidden", "true");
  let told;
  const place = () => {
    if (!told) return;
    const at = told.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = box;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), innerWidth - width - 8);
    const above = at.top - height - 8;
    box.style.left = `${left}px`;
    box.style.top = `${above < 8 ? at.bottom + 8 : above}px`;
  };
  addEventListener("scroll", place, { passive: true, capture: true });
  addEventListener("resize", place);
  return {
    tell(spot) {
      if (spot === told) return;
      told = spot;
      const [name, ...values] = spot.words.split("\n");
      box.replaceChildren(
        element("b", {}, dot(run.allocators[spot.dataset.allocator].colour), name),
        ...values.map(value => element("span", {}, value)));
      box.hidden = false;
      place();
      light(spot.dataset.allocator);
    },
    end() {
      if (!told) return;
      told = undefined;
      box.hidden = true;
      light(undefined);
    },
  };
})();

/** Moves an element's title to its label, so that the browser does not show it beside the tip. */
function takeTitle(one) {
  const title = one.querySelector(":scope > title");
  const words = title.textContent;
  one.setAttribute("aria-label", words.replaceAll("\n", ", "));
  title.remove();
  return words;
}

/** Makes the points of a figure say what they are: pointed at, tapped, or reached by keys. */
function tellPoints(svg) {
  const spots = [...svg.querySelectorAll(".spot[data-allocator]")];
  if (spots.length === 0) return;
  takeTitle(svg);
  svg.setAttribute("role", "group");
  for (const spot of spots) {
    spot.words = takeTitle(spot);
    spot.setAttribute("role", "img");
    spot.addEventListener("focus", () => tip.tell(spot));
    spot.addEventListener("blur", () => tip.end());
  }
  const shown = () => spots.filter(spot => !hidden.has(spot.dataset.allocator));
  const point = event => {
    const spot = nearest(shown(), event);
    if (spot) tip.tell(spot);
    else tip.end();
  };
  svg.addEventListener("pointermove", point);
  svg.addEventListener("pointerdown", point);
  svg.addEventListener("pointerleave", event => {
    if (event.pointerType === "mouse") tip.end();
  });
  walkByArrows(svg, spots, shown);
}

/** The point that is nearest to a pointer, if one is near at all. */
function nearest(spots, event) {
  let least = REACH;
  let found;
  for (const spot of spots) {
    const box = spot.getBoundingClientRect();
    const distance = Math.hypot(
      event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2);
    if (distance > least) continue;
    least = distance;
    found = spot;
  }
  return found;
}

/** Arrow keys go on to the next point: by time to the sides, by space up and down. */
function walkByArrows(svg, spots, shown) {
  const steps = {
    ArrowRight: ["cx", 1], ArrowLeft: ["cx", -1], ArrowDown: ["cy", 1], ArrowUp: ["cy", -1],
  };
  const along = axis => shown().sort((a, b) => a.getAttribute(axis) - b.getAttribute(axis));
  const reachByTab = spot => spots.forEach(one => { one.tabIndex = one === spot ? 0 : -1; });
  svg.addEventListener("focusin", event => {
    if (spots.includes(event.target)) reachByTab(event.target);
  });
  svg.addEventListener("keydown", event => {
    const step = steps[event.key];
    if (!step || !spots.includes(event.target)) return;
    event.preventDefault();
    const order = along(step[0]);
    order[order.indexOf(event.target) + step[1]]?.focus();
  });
  const begin = () => reachByTab(along("cx")[0]);
  document.addEventListener("picked", begin);
  begin();
}

/** A tip ends with Escape, and when something else is tapped. */
function endTips() {
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") tip.end();
  });
  document.addEventListener("pointerdown", event => {
    if (!event.target.closest("svg")) tip.end();
  });
}

document.querySelectorAll("table.sortable").forEach(makeSortable);
document.querySelectorAll("table.sortable:has(tbody tr[data-allocator])").forEach(makeFoldable);
document.querySelectorAll("figure svg").forEach(tellPoints);
endTips();
linkRows();
addTracePicker();
addAllocatorPicker();
foldContents();
