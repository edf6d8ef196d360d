// The engine in the page: what the reader changes, the workers that run it, and what comes back.

// A module with one function that uses SIMD: whether a browser takes it says whether it has both.
const SIMD_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);
const MOST_ROWS = 30;
const Z90 = 1.6448536269514722;

/** Why this browser cannot run the engine, or nothing. */
function whatLacks() {
  if (typeof WebAssembly !== "object") return "WebAssembly";
  if (!WebAssembly.validate(SIMD_MODULE)) return "WebAssembly with SIMD";
  return typeof Worker === "function" ? "" : "workers";
}

async function unpacked(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** A crew of workers that share the blocks of a run: each takes the next when it is done. Results are put in the order of blocks. */
class LiveCrew {
  constructor(module, sources, size) {
    const address = URL.createObjectURL(new Blob([sources.worker], { type: "text/javascript" }));
    this.workers = Array.from({ length: size }, () => new Worker(address));
    URL.revokeObjectURL(address);
    this.waiting = new Map(); // by worker: how to give up
    this.opening = { task: "open", module, main: sources.main, files: sources.files };
  }

  ask(worker, message) {
    return new Promise((resolve, reject) => {
      this.waiting.set(worker, reject);
      worker.onmessage = ({ data }) => (data.task === "fault" ? reject(new Error(data.text)) : resolve(data));
      worker.onerror = (event) => reject(new Error(event.message || "a worker could not start"));
      worker.postMessage(message);
    });
  }

  async run(sets, arms, progress) {
    const opening = { ...this.opening, sets: sets.join("\n"), arms: arms.join("\n") };
    const [{ described }] = await Promise.all(this.workers.map((worker) => this.ask(worker, opening)));
    const layout = layoutOf(described);
    const blocks = [];
    let next = 0;
    let done = 0;
    const work = async (worker) => {
      while (next < layout.blocks) {
        const block = await this.ask(worker, { task: "block", index: next++ });
        blocks[block.index] = block;
        progress(++done / layout.blocks);
      }
    };
    await Promise.all(this.workers.map(work));
    return { layout, ...summed(layout, blocks) };
  }

  /** Statistics of the differences of some outcomes, by the engine's own hand. */
  async effects({ layout, jobs }, ids) {
    const places = ids.map((id) => layout.outcomes.findIndex((outcome) => outcome.id === id));
    const column = (arm, place) => Float64Array.from(jobs[arm], (row) => row[place]);
    const pairs = places.map((place) => ({ treated: column(0, place), control: column(1, place) }));
    const { effects } = await this.ask(this.workers[0], { task: "effects", pairs });
    return effects.map(([count, mean, low, high, spreadLow, spreadHigh], index) => {
      const { treated, control } = pairs[index];
      return { count, mean, low, high, spreadLow, spreadHigh, differences: treated.map((value, pair) => value - control[pair]) };
    });
  }

  end() {
    for (const worker of this.workers) {
      worker.terminate();
      this.waiting.get(worker)?.(new Error("ended"));
    }
  }
}

function layoutOf(described) {
  const layout = { measures: [], outcomes: [] };
  let cells = 0;
  for (const [kind, ...words] of described.trimEnd().split("\n").map((line) => line.split("\t"))) {
    if (kind === "run") [layout.months, layout.start, layout.replicates, layout.blocks] = words.map((word) => (word.includes("-") ? word : Number(word)));
    if (kind === "measure") {
      layout.measures.push({ elements: Number(words[1]), first: cells });
      cells += layout.months * Number(words[1]);
    }
    if (kind === "outcome") layout.outcomes.push({ id: words[0], measure: Number(words[1]), element: Number(words[2]) });
  }
  return { ...layout, cells };
}

/** All blocks as one, added in their order, so that sums do not depend on who ran what. */
function summed(layout, blocks) {
  const series = new Float64Array(3 * layout.cells);
  const jobs = [[], []];
  let [digest, pairs, failed] = [0n, 0, 0];
  for (const block of blocks) {
    block.series.forEach((value, cell) => { series[cell] += value; });
    const width = layout.outcomes.length;
    const each = block.outcomes.length / width / 2;
    for (let job = 0; job < 2 * each; job += 1) jobs[job < each ? 0 : 1].push(block.outcomes.subarray(job * width, (job + 1) * width));
    digest = BigInt.asUintN(128, digest + BigInt(`0x${block.digest}`));
    pairs += block.pairs;
    failed += block.failed;
  }
  return { series, jobs, pairs, failed, digest: digest.toString(16).padStart(32, "0") };
}

/** Mean difference of an outcome's measure in each month, with its interval. */
function liveMonths({ layout, series, pairs }, id) {
  const { measure, element: place } = layout.outcomes.find((outcome) => outcome.id === id);
  const { first, elements } = layout.measures[measure];
  const [year, month] = layout.start.split("-").map(Number);
  return Array.from({ length: layout.months }, (_, index) => {
    const cell = first + index * elements + place;
    const mean = (series[cell] - series[layout.cells + cell]) / pairs;
    const variance = Math.max(0, series[2 * layout.cells + cell] - pairs * mean * mean) / (pairs - 1);
    const reach = Z90 * Math.sqrt(variance / pairs);
    const date = Date.UTC(year, month - 1 + index);
    const ends = Number.isFinite(mean) ? { mean, low: mean - reach, high: mean + reach } : { mean: null, low: null, high: null };
    return { index, date, ...ends, spread_low: null, spread_high: null, hint: `${monthName(date)}\nMean ${withInterval(ends.mean, ends.low, ends.high, true)}` };
  });
}

/** A small histogram: what pairs differ by, from the 1st to the 99th of a hundred. */
function histogram(differences, words) {
  const drawn = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const sorted = differences.filter(Number.isFinite).sort();
  const at = (share) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [Math.min(0, at(0.01)), Math.max(0, at(0.99))];
  const svg = drawn("svg", { viewBox: "0 0 200 40", class: "histogram", role: "img", "aria-label": words });
  const bins = new Array(40).fill(0);
  const placeOf = (value) => (high > low ? (value - low) / (high - low) : 0.5);
  for (const value of sorted) {
    const bin = Math.floor(placeOf(value) * 40);
    if (bin >= 0 && bin <= 40) bins[Math.min(39, bin)] += 1;
  }
  const most = Math.max(...bins, 1);
  bins.forEach((count, bin) => {
    const height = (36 * count) / most;
    if (count) svg.append(drawn("rect", { x: bin * 5, y: 38 - height, width: 4.5, height, fill: "var(--blue)" }));
  });
  const zero = 200 * placeOf(0);
  svg.append(drawn("line", { x1: zero, x2: zero, y1: 0, y2: 40, stroke: "var(--ink)", "stroke-dasharray": "3 2" }));
  return svg;
}

async function startLive(data) {
  const { live } = data;
  const app = document.querySelector("[data-live=app]");
  const part = (name) => document.querySelector(`[data-live=${name}]`);
  const section = app.closest("section");
  const lacking = whatLacks();
  if (lacking) {
    part("missing").textContent = `This browser lacks ${lacking}, which the engine in this page needs. All other numbers on the page were computed beforehand and stand as they are.`;
    part("missing").hidden = false;
    app.hidden = true;
    return;
  }
  // Other parts listen to the page's controls: what is chosen here is kept by us.
  for (const kind of ["input", "change"]) section.addEventListener(kind, (event) => event.stopPropagation());

  const { options, controlOf, ask, changes, undo } = liveOptions(live, () => changed());
  const PAIRS = "run.replicates";
  const sizes = [...new Set([256, 1000, 2000, 8000, live.pairs])].sort((a, b) => a - b);
  offer(part("pairs"), sizes.map((size) => ({ id: size, label: number(size, 0) })));
  offer(part("outcome"), live.outcomes.map((one) => ({ id: one.id, label: one.name })));
  let crew = null;
  let module = null;
  let sources = null;
  let result = null;

  /** All that a run differs by from the files: the page's own changes, then the reader's. */
  const setsOf = () => [...changes().map(([key, value]) => `${key}=${value}`), `${PAIRS}=${part("pairs").value}`];

  function keepInHash() {
    const chosen = new URLSearchParams([...changes(), ...(Number(part("pairs").value) === live.pairs ? [] : [[PAIRS, part("pairs").value]])]);
    history.replaceState(null, "", `#live${chosen.size ? `&${chosen}` : ""}`);
  }

  function showChanged() {
    const rows = changes().map(([key, value]) => {
      const { words, first } = options.find((one) => one.key === key);
      const row = element("li", "", { "data-key": key });
      const back = element("button", "Undo", { type: "button", "aria-label": `Undo ${words}` });
      back.addEventListener("click", () => {
        undo(key);
        changed();
        part("search").focus();
      });
      row.append(element("strong", words), " ", element("code", `${key}=${value}`), ` (in the scenario ${first}) `, back);
      return row;
    });
    part("changed").replaceChildren(...rows);
    part("unchanged").hidden = rows.length > 0;
  }

  /** What is changed comes first. Rows stay where they are until the reader looks for others: nothing moves under the hand. */
  function showFound() {
    const kept = new Set(changes().map(([key]) => key));
    const found = ask(part("search").value).sort((a, b) => Number(kept.has(b.key)) - Number(kept.has(a.key)));
    part("list").replaceChildren(...found.slice(0, MOST_ROWS).map(({ key }) => controlOf(key)));
    const more = found.length > MOST_ROWS ? `; the first ${MOST_ROWS} are shown` : "";
    part("found").textContent = `${found.length} of ${options.length} found${more}.`;
  }

  function changed() {
    showChanged();
    keepInHash();
    if (result) part("told").textContent = "Changed since the last run: what stands below is of the values before.";
  }

  async function prepare() {
    sources ??= JSON.parse(new TextDecoder().decode(await unpacked("live-sources")));
    module ??= await WebAssembly.compile(await unpacked("live-engine"));
  }

  async function run() {
    const sets = setsOf();
    const began = performance.now();
    part("run").disabled = true;
    part("cancel").disabled = false;
    part("progress").value = 0;
    part("told").textContent = "Running.";
    let mine = null;
    try {
      await prepare();
      const size = Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1));
      mine = crew = new LiveCrew(module, sources, size);
      const ours = live.given.filter((set) => !sets.some((one) => one.split("=")[0] === set.split("=")[0]));
      result = await crew.run([...ours, ...sets], live.arms, (share) => { part("progress").value = share; });
      const effects = await crew.effects(result, live.actors.map((one) => one.id));
      const seconds = (performance.now() - began) / 1000;
      part("command").textContent = `steppe compare ${live.scenario} --arms ${live.arms.join(",")} ${[...ours, ...sets].map((set) => `--set ${quoted(set)}`).join(" ")} --no-headline --digest`;
      part("digest").textContent = result.digest;
      part("effects").replaceChildren(...live.actors.map((one, place) => effectRow(one, effects[place])));
      part("results").hidden = false;
      await showMonths();
      const failed = result.failed ? `; ${result.failed} runs failed and are left out` : "";
      part("told").textContent = `Done: ${number(result.pairs, 0)} pairs of ${number(result.layout.months, 0)} months in ${number(seconds)} s on ${size} ${size === 1 ? "worker" : "workers"}${failed}. These are numbers of the model.`;
    } catch (error) {
      if (mine && crew !== mine) return; // cancelled: the words are there
      part("told").textContent = `The engine refused: ${error.message}`;
    } finally {
      mine?.end();
      if (!mine || crew === mine) {
        crew = null;
        part("run").disabled = false;
        part("cancel").disabled = true;
      }
    }
  }

  function cancel() {
    crew?.end();
    crew = null;
    part("progress").value = 0;
    part("told").textContent = "Cancelled. Nothing of that run is kept.";
    part("run").disabled = false;
    part("cancel").disabled = true;
    part("run").focus();
  }

  async function showMonths() {
    const { id, name, unit } = live.outcomes.find((one) => one.id === part("outcome").value);
    part("unit").textContent = `${name}: difference${unit ? `, in ${unit}` : ""}`;
    await fill("live-months", data.charts["live-months"], { "live-months": liveMonths(result, id), origin: [{ value: 0 }], chosen: [] });
  }

  part("search").addEventListener("input", showFound);
  part("pairs").addEventListener("change", changed);
  part("outcome").addEventListener("change", () => result && showMonths());
  part("run").addEventListener("click", run);
  part("cancel").addEventListener("click", cancel);
  part("reset").addEventListener("click", () => {
    undo();
    part("pairs").value = live.pairs;
    showFound();
    changed();
  });

  part("pairs").value = live.pairs;
  part("outcome").value = live.outcomes[0].id;
  const refused = fromHash((key, value) => (key === PAIRS ? takePairs(value) : options.find((one) => one.key === key)?.take(value)));
  showChanged();
  showFound();
  if (refused.length) part("told").textContent = `Of the address, this is no value of the scenario and is left out: ${refused.join(", ")}.`;
  else if (changes().length) part("told").textContent = "The address holds these changes: press Run.";

  function takePairs(value) {
    if (!sizes.includes(Number(value))) return false;
    part("pairs").value = value;
    return true;
  }
}

/** Reads "#live&key=value&...": `take` says whether a value is one. Gives what is none. */
function fromHash(take) {
  const [place, ...rest] = location.hash.slice(1).split("&");
  if (place !== "live") return [];
  return [...new URLSearchParams(rest.join("&"))].filter(([key, value]) => !take(key, value)).map(([key]) => key);
}

const quoted = (set) => (/^[\w.=,:+-]*$/.test(set) ? set : `'${set.replaceAll("'", "'\\''")}'`);

/** A mean, and its interval in small below it. */
function meanCell(mean, low, high) {
  const [told, bottom, top] = estimate(mean, low, high, true);
  const cell = element("td", told);
  cell.append(element("small", low === high ? "the same in every pair" : `${bottom} to ${top}`));
  return cell;
}

function effectRow({ id, name, unit, page }, { mean, low, high, spreadLow, spreadHigh, differences }) {
  const row = element("tr", "", { "data-live-outcome": id });
  const pairs = `${number(spreadLow, null, true)} to ${number(spreadHigh, null, true)}`;
  const drawn = element("td");
  drawn.append(histogram(differences, `${name}: nine tenths of the pairs from ${pairs}`), element("small", `9 of 10: ${pairs}`));
  const head = element("th", name, { scope: "row" });
  if (unit) head.append(element("small", unit));
  row.append(head, drawn, meanCell(mean, low, high), meanCell(...page));
  return row;
}
