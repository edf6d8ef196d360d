// Charts: declared in Python, drawn here, filled by whoever has numbers for them.

const drawn = {};
const drawnRows = {}; // by the name of the chart: what a reader takes away as data

/** Shows the words of the row under the pointer. Where the nearest row counts, Vega hands over a mark that holds it. */
function showHint(_, event, item) {
  const hint = document.getElementById("hint");
  const text = (item?.datum?.datum ?? item?.datum)?.hint;
  hint.hidden = !text;
  if (!text) return;
  hint.textContent = text;
  const { width, height } = hint.getBoundingClientRect();
  hint.style.left = `${Math.max(4, Math.min(event.clientX + 14, document.documentElement.clientWidth - width - 4))}px`;
  hint.style.top = `${event.clientY + 14 + height > window.innerHeight ? event.clientY - height - 14 : event.clientY + 14}px`;
}

/** Draws a declared chart into the element of its name; nothing is fetched and nothing of the page is evaluated as code. */
async function draw(name, declaration, datasets) {
  const place = document.getElementById(`chart-${name}`);
  const config = { ...declaration.config, axisY: { labelLimit: place.clientWidth / 2.5 } };
  const described = { ...declaration, config, description: place.dataset.description, datasets };
  // An empty line of origin, where an arm stands by itself, is no reason for a warning: errors only.
  const options = { actions: false, renderer: "svg", ast: true, mode: "vega-lite", tooltip: showHint, logLevel: 1 };
  drawn[name] = (await vegaEmbed(place, described, options)).view;
  return drawn[name];
}

/** Draws a chart, or replaces its rows where it is drawn. */
function fill(name, declaration, datasets) {
  drawnRows[name] = datasets[name];
  const view = drawn[name];
  if (!view) return draw(name, declaration, datasets);
  for (const [data, rows] of Object.entries(datasets)) view.data(data, rows);
  return view.runAsync();
}

/** Clicking a month of a chart chooses it. */
function chooseByClick(view, choose) {
  view.addEventListener("click", (_, item) => {
    const row = item?.datum?.datum ?? item?.datum;
    if (row && Number.isInteger(row.index)) choose(row.index);
  });
}

const element = (tag, text = "", attributes = {}) => {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

/** Fills a list of choices, in groups where they have one. */
function offer(select, options) {
  const groups = new Map();
  for (const { id, label, group } of options) {
    if (group && !groups.has(group)) groups.set(group, select.appendChild(element("optgroup", "", { label: group })));
    (group ? groups.get(group) : select).append(element("option", label, { value: id }));
  }
}

/** Writes rows of text into the body of a table. */
function writeRows(body, rows) {
  body.replaceChildren(
    ...rows.map(([head, ...cells]) => {
      const row = document.createElement("tr");
      row.append(element("th", head, { scope: "row" }), ...cells.map((cell) => element("td", cell)));
      return row;
    }),
  );
}
