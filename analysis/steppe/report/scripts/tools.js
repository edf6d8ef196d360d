// What a reader takes away: data, the command that made them, a link to what is shown, and a frame for another page.

const say = (text) => (document.getElementById("said").textContent = text);

/** Saves rows as comma-separated values; a text that a spreadsheet would run begins with an apostrophe. */
function save(name, rows) {
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  const link = element("a", "", { download: `${name}.csv`, href: URL.createObjectURL(new Blob([text], { type: "text/csv" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Rows of a table as they stand, those that a search left out excepted. */
const rowsOf = (table) =>
  [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim()));

/** Rows that a chart draws, under the names of their columns. */
function rowsDrawn(name) {
  const rows = drawnRows[name] ?? [];
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((column) => !["hint", "index"].includes(column));
  const written = (column, value) => (column === "date" ? new Date(value).toISOString().slice(0, 10) : value);
  return [columns, ...rows.map((row) => columns.map((column) => written(column, row[column])))];
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    say(`${what}: ${text}`);
  }
}

function button(words, act) {
  const made = element("button", words, { type: "button" });
  made.addEventListener("click", act);
  return made;
}

function toolsOf(figure) {
  const chart = figure.querySelector(".plot")?.id.replace(/^chart-/, "");
  const id = chart ? `chart-${chart}` : figure.id;
  const section = figure.closest("section[id]");
  const tools = element("details", "", { class: "tools" });
  const frame = element("textarea", "", { readonly: "", rows: "3", "aria-label": "Frame for another page" });
  const line = element("p");
  if (chart) line.append(button("Data (CSV)", () => save(chart, rowsDrawn(chart))), " ");
  line.append(button("Copy link", () => copy(addressOf(id), "Link")), " ", button("Copy frame", () => copy(frame.value, "Frame")));
  tools.append(element("summary", "Data, command, link"), line, frame);
  if (section?.dataset.command) {
    const made = element("p", "Made by ");
    made.append(element("code", section.dataset.command));
    tools.append(made);
  }
  tools.addEventListener("toggle", () => {
    const address = addressOf(section.id, { frame: id }).replace(/&/g, "&amp;").replace(/"/g, "&quot;");
    const title = (figure.querySelector(".unit")?.textContent || section.querySelector("h3")?.textContent || "").replace(/[&"<>]/g, "");
    frame.value = `<iframe src="${address}" title="${title}" width="800" height="520" loading="lazy"></iframe>`;
  });
  figure.append(tools);
}

function toolsOfTable(table) {
  const name = (table.caption?.textContent ?? "table").replace(/\W+/g, "-").slice(0, 40).toLowerCase();
  const line = element("p", "", { class: "data needs-script" });
  line.append(button("Table as data (CSV)", () => save(name, rowsOf(table))));
  (table.closest(".scroll") ?? table).after(line);
}

/** Shows one figure alone, for a frame on another page. */
function showAlone(id) {
  const figure = document.getElementById(id)?.closest("figure");
  if (!figure) return;
  openAt(figure.closest("section[id]").id);
  document.documentElement.classList.add("alone");
  for (let kept = figure; kept !== document.body; kept = kept.parentElement) {
    for (const other of kept.parentElement.children) if (other !== kept) other.classList.add("left-out");
  }
}

function startTools() {
  for (const figure of document.querySelectorAll("#annex figure")) if (!figure.closest(".in-print")) toolsOf(figure);
  for (const table of document.querySelectorAll("#annex table")) toolsOfTable(table);
  const share = document.getElementById("share");
  share.addEventListener("click", async () => {
    const shared = { title: document.title, text: document.querySelector(".much").textContent, url: location.href };
    if (!navigator.share) return copy(location.href, "Link");
    return navigator.share(shared).catch(() => copy(location.href, "Link"));
  });
  if (wanted().has("frame")) showAlone(wanted().get("frame"));
}
