// Differences and arms over the months: what is compared, which outcome, up to which month.

const MONTH_NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const monthName = (date) => `${MONTH_NAMES[new Date(date).getUTCMonth()]} ${new Date(date).getUTCFullYear()}`;

/** Numbers of one outcome in one month; 0 stands for a series that is 0 throughout. A probability has no end beyond 0 or 1. */
function at(series, month, probability) {
  const [mean, reach, spreadLow, spreadHigh] = series === 0 ? [0, 0, 0, 0] : series.map((row) => row[month]);
  const known = mean !== null && reach !== null;
  const [least, most] = probability ? [0, 1] : [-Infinity, Infinity];
  const ends = known ? { low: Math.max(least, mean - reach), high: Math.min(most, mean + reach) } : { low: null, high: null };
  return { mean, ...ends, spread_low: spreadLow, spread_high: spreadHigh };
}

function monthRows(dates, series, signed, probability) {
  return dates.map((date, index) => {
    const row = at(series, index, probability);
    const spread = row.spread_low === null ? "n/a" : `${number(row.spread_low, null, signed)} to ${number(row.spread_high, null, signed)}`;
    const [when, told] = [monthName(date), withInterval(row.mean, row.low, row.high, signed)];
    return { ...row, index, date, when, told, spread, hint: `${when}\nMean ${told}\n5 % to 95 %: ${spread}` };
  });
}

async function startMonths(data) {
  const { dates, contrasts, outcomes, series } = data.months;
  const field = (name) => document.getElementById(name);
  const [contrast, month, outcome] = ["choose-contrast", "choose-month", "choose-outcome"].map(field);
  const counting = [...document.querySelectorAll("input[name=counting]")];
  offer(contrast, contrasts.map((c) => ({ id: c.id, label: c.label, group: c.difference ? "Differences" : "Arms by themselves" })));
  offer(outcome, outcomes.map((o) => ({ id: o.id, label: o.name, group: o.group })));
  outcome.value = data.months.first;
  month.max = dates.length;
  month.value = dates.length;

  const untouched = [...document.querySelectorAll("td[data-outcome]")].map((cell) => [cell, cell.className, cell.innerHTML]);

  const chosenContrast = () => contrasts.find((c) => c.id === contrast.value);
  const chosenOutcome = () => outcomes.find((o) => o.id === outcome.value);
  const areProbabilities = new Map(outcomes.map((o) => [o.id, o.probability]));
  const seriesOf = (id, outcomeId) => {
    const views = series[id][outcomeId];
    const alone = counting.find((input) => input.checked).value === "month";
    return alone && views.month !== undefined ? views.month : views.to_date;
  };

  function chosenRows() {
    const { difference } = chosenContrast();
    return monthRows(dates, seriesOf(contrast.value, outcome.value), difference, !difference && chosenOutcome().probability);
  }

  /** The table of actors: as written at first, else computed for the chosen difference and month. */
  function writeActors(index) {
    const { id, difference } = chosenContrast();
    const first = id === contrasts[0].id && index === dates.length - 1;
    for (const [cell, kind, html] of untouched) {
      if (first) {
        cell.className = kind;
        cell.innerHTML = html;
        continue;
      }
      const { mean, low, high } = at(series[id][cell.dataset.outcome].to_date, index, !difference && areProbabilities.get(cell.dataset.outcome));
      const [told, bottom, top] = estimate(mean, low, high, difference);
      const clear = difference ? Number(low > 0) - Number(high < 0) : 0;
      const read = clear * Number(cell.dataset.reading);
      cell.className = !difference ? "" : clear === 0 ? "unclear" : read > 0 ? "gain" : read < 0 ? "loss" : "moves";
      const still = mean === 0 && low === 0 && high === 0;
      const value = element("span", still ? "0" : told, { class: "mean" });
      if (clear) value.prepend(element("span", clear > 0 ? "▲" : "▼", { "aria-hidden": "true" }), " ");
      const same = !difference ? "in every run" : still ? "no change in any pair" : "the same in every pair";
      cell.replaceChildren(value, element("small", low === high ? same : `${bottom} to ${top}`));
    }
  }

  function tell(index) {
    const { label, difference, meaning } = chosenContrast();
    const { name, unit } = chosenOutcome();
    const row = chosenRows()[index];
    const alone = counting.find((input) => input.checked).value === "month";
    field("told-month").textContent =
      `${name}, ${label}${meaning ? ` (${meaning})` : ""}, ${alone ? "in" : "up to"} ${row.when} (month ${index + 1}). ` +
      `${inUnit(row.told, unit)}, mean and ${data.level} interval; ` +
      `${difference ? "pairs of runs" : "runs"} lie between ${row.spread.replace(" to ", " (5 %) and ")} (95 %).`;
    month.setAttribute("aria-valuetext", `${row.when}, month ${index + 1}`);
    field("shown-month").textContent = `${row.when} (month ${index + 1} of ${dates.length})`;
  }

  async function show() {
    const index = Number(month.value) - 1;
    const { difference } = chosenContrast();
    const { name, unit } = chosenOutcome();
    const rows = chosenRows();
    field("unit-months").textContent = `${name}: ${difference ? "difference" : "value"}${unit ? `, in ${unit}` : ""}`;
    field("unit-contrasts").textContent = `${name}: every difference, ${monthName(dates[index])}${unit ? `, in ${unit}` : ""}`;
    tell(index);
    writeActors(index);
    if (field("table-months").open) writeTable();
    const differences = contrasts
      .filter((c) => c.difference)
      .map((c) => ({ label: c.short, ...monthRows(dates, seriesOf(c.id, outcome.value), true, false)[index] }));
    await fill("months", data.charts.months, { months: rows, origin: difference ? [{ value: 0 }] : [], chosen: [rows[index]] });
    await fill("contrasts", data.charts.contrasts, { contrasts: differences, origin: [{ value: 0 }] });
  }

  function writeTable() {
    writeRows(field("table-months").querySelector("tbody"), chosenRows().map((row) => [row.when, row.told, row.spread]));
  }

  for (const control of [contrast, outcome, ...counting]) control.addEventListener("change", show);
  month.addEventListener("input", show);
  field("table-months").addEventListener("toggle", writeTable);
  await show();
  chooseByClick(drawn.months, (index) => {
    month.value = index + 1;
    show();
  });
}

async function startHazard(data) {
  const { values, outside, runs } = data.hazard;
  const rows = monthRows(data.months.dates, values, false, true).filter((row) => row.mean !== null);
  for (const row of rows) {
    row.when += `, ${outside[row.index]} of ${runs} runs still outside`;
    row.hint += `\n${outside[row.index]} of ${runs} runs still outside`;
  }
  const month = document.getElementById("choose-hazard-month");
  month.max = rows.length;
  async function show() {
    const row = rows[Number(month.value) - 1];
    month.setAttribute("aria-valuetext", row.when);
    document.getElementById("told-hazard").textContent = `${row.when}: a probability of ${row.told} of acceding in that month, mean and ${data.level} interval over those runs.`;
    await fill("hazard", data.charts.hazard, { hazard: rows, origin: [{ value: 0 }], chosen: [row] });
  }
  await show();
  chooseByClick(drawn.hazard, (index) => {
    month.value = index + 1;
    show();
  });
  month.addEventListener("input", show);
}
