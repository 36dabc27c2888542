
// Moves a line through the heap maps of a trace, and says in words what was there at that time.

/** A number of bytes, as the page writes them elsewhere. */
function inBytes(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  for (; bytes >= 1024 && unit < units.length - 1; unit++) bytes /= 1024;
  return `${unit === 0 ? bytes : bytes.toFixed(2)} ${units[unit]}`;
}

/** What a map shows at one of its points, in words. */
function momentInWords(points, at) {
  const [op, live, held, free, moved] = points[at];
  const last = points.at(-1)[0];
  const count = number => number.toLocaleString("en");
  const ratio = live > 0 ? `, ${(held / live).toFixed(3)} × live` : "";
  return `After ${count(op)} of ${count(last)} operations (${Math.round(100 * op / last)} %): `
    + `${inBytes(live)} live, ${inBytes(held)} held${ratio}; ${inBytes(free)} of it free; `
    + `${moved > 0 ? inBytes(moved) : "no byte"} moved since the moment before.`;
}

function moveCursor(map, at) {
  const cursor = map.svg.querySelector(".cursor");
  map.left ??= Number(cursor.getAttribute("x1"));
  const x = map.left + map.points[at][0] / map.points.at(-1)[0] * Number(cursor.dataset.width);
  cursor.setAttribute("x1", x);
  cursor.setAttribute("x2", x);
  map.words.textContent = momentInWords(map.points, at);
}

/** The point of a map nearest to where somebody has pointed; below 0 is left of the plot. */
function pointAt(map, event) {
  const box = map.svg.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width * map.svg.viewBox.baseVal.width - map.left;
  const share = x / Number(map.svg.querySelector(".cursor").dataset.width);
  return Math.ceil(Math.min(1, share) * map.points.length) - 1;
}

function addTimeSlider(box) {
  const slider = box.querySelector("input[type=range]");
  const maps = [...box.querySelectorAll(".heap-map")]
    .map(map => ({
      svg: map.querySelector("svg"),
      words: map.querySelector("output"),
      points: JSON.parse(map.querySelector("script").textContent),
    }))
    .filter(map => map.svg !== null);
  const show = () => {
    maps.forEach(map => moveCursor(map, Number(slider.value)));
    slider.setAttribute("aria-valuetext", maps[0].words.textContent);
  };
  for (const map of maps) {
    map.svg.addEventListener("pointerdown", event => {
      const point = pointAt(map, event);
      if (point < 0) return;
      slider.value = point;
      show();
    });
  }
  slider.addEventListener("input", show);
  if (maps.length > 0) show();
}
document.querySelectorAll(".heap-maps").forEach(addTimeSlider);
