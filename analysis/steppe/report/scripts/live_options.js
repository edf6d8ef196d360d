// What the reader of the engine in the page may change: a row with a control for each parameter, switch and choice.

const STEPS = 100;

/** Values along a slider: even, or by factors where the range spans them. Four digits: what is shown is what is run. */
function valueAt(step, [low, high]) {
  const share = step / STEPS;
  if (share <= 0) return low;
  if (share >= 1) return high;
  const value = low > 0 && high / low >= 50 ? low * (high / low) ** share : low + (high - low) * share;
  return Math.min(high, Math.max(low, Number(value.toPrecision(4))));
}

function stepOf(value, [low, high]) {
  const share = low > 0 && high / low >= 50 ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}

/** The text of `--set` for a value, or nothing if it is none. */
function textOfValue({ kind, limits, choices }, text) {
  if (choices) return choices.includes(text) ? text : null;
  if (kind === "switch") return ["true", "false"].includes(text) ? text : null;
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value) || value < limits[0] || value > limits[1]) return null;
  return kind === "whole number" && !Number.isInteger(value) ? null : String(value);
}

function liveOptions(live, changed) {
  const numbersOf = (one) => ({ ...one, limits: one.range[0] < one.range[1] ? one.range : one.allowed, ranged: one.range[0] < one.range[1] });
  const switchText = (one) => (one.kind === "switch" ? String(one.value !== 0) : String(one.value));
  const options = [
    ...live.parameters.map((one) => ({ ...numbersOf(one), first: switchText(one) })),
    ...live.choices.map((one) => ({ ...one, first: one.value, words: one.key, unit: "", tag: "rule", source: "" })),
  ];
  const values = new Map(); // by key, as `--set` has them, where they are not those of the scenario
  const rows = new Map();
  for (const option of options) {
    option.text = [option.key, option.words, option.tag, option.source, option.doc, option.kind ?? ""].join(" ").toLowerCase();
    option.take = (text) => {
      const value = textOfValue(option, text);
      if (value === null) return false;
      if (value === option.first) values.delete(option.key);
      else values.set(option.key, value);
      rows.get(option.key)?.show(value);
      return true;
    };
  }
  const valueOf = ({ key, first }) => values.get(key) ?? first;

  function controlOf(key) {
    if (!rows.has(key)) rows.set(key, liveRow(options.find((one) => one.key === key), valueOf, changed));
    return rows.get(key).row;
  }

  /** Words that all must occur; disputed and judged values with a range come first. */
  function ask(text) {
    const words = text.toLowerCase().split(/[\s,]+/).filter(Boolean);
    const rank = (one) => (one.tag === "disputed" ? 0 : one.kind === "switch" ? 1 : one.ranged ? 2 : 3);
    const found = options.filter((one) => words.every((word) => one.text.includes(word)));
    return found.sort((a, b) => rank(a) - rank(b));
  }

  /** Puts back what is named, or all. */
  function undo(...keys) {
    for (const key of keys.length ? keys : [...values.keys()]) {
      const option = options.find((one) => one.key === key);
      option.take(option.first);
    }
  }
  return { options, controlOf, ask, undo, changes: () => [...values].sort(([a], [b]) => (a < b ? -1 : 1)) };
}

function liveRow(option, valueOf, changed) {
  const { key, words, unit, kind, limits, ranged, choices, first, tag, source, doc, section } = option;
  const row = element("li", "", { "data-key": key });
  const label = element("label");
  label.append(element("strong", words), " ", element("code", key));
  const parts = [label];
  const inputs = [];
  const use = (text) => {
    const taken = option.take(text);
    for (const input of inputs) input.setAttribute("aria-invalid", String(!taken));
    if (taken) changed();
  };
  let show;
  if (choices) {
    const select = element("select");
    offer(select, choices.map((choice) => ({ id: choice, label: choice })));
    select.addEventListener("change", () => use(select.value));
    show = (value) => { select.value = value; };
    inputs.push(select);
    label.append(select);
  } else if (kind === "switch") {
    const box = element("input", "", { type: "checkbox" });
    box.addEventListener("change", () => use(String(box.checked)));
    show = (value) => { box.checked = value === "true"; };
    inputs.push(box);
    label.prepend(box, " ");
  } else {
    const field = element("input", "", { type: "number", min: limits[0], max: limits[1], step: kind === "whole number" ? 1 : "any" });
    field.addEventListener("input", () => use(field.value));
    const slider = element("input", "", { type: "range", min: 0, max: STEPS, step: 1, "aria-label": `${words}, slider` });
    slider.addEventListener("input", () => {
      const value = valueAt(Number(slider.value), limits);
      use(String(kind === "whole number" ? Math.round(value) : value));
    });
    show = (value) => {
      if (Number(field.value) !== Number(value) || field.value === "") field.value = value;
      slider.value = stepOf(Number(value), limits);
      slider.setAttribute("aria-valuetext", `${value} ${unit}`);
    };
    inputs.push(field);
    label.append(" ", field, unit ? ` ${unit}` : "");
    if (ranged) parts.push(slider);
  }
  const limit = limits ? `${ranged ? "range" : "no range stated; allowed"} ${limits[0]} to ${limits[1]}, ` : "";
  const facts = element("details");
  facts.append(element("summary", `${choices || kind === "switch" ? "" : limit}${tag}; in the scenario ${first}`));
  facts.append(element("p", [doc, source && `Source: ${source}.`, section && `Section ${section} of the model.`].filter(Boolean).join(" ")));
  row.append(...parts, facts);
  show(valueOf(option));
  return { row, show };
}
