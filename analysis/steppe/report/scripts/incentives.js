// Incentives on and off: the effect with any set of them, from the means of all sets.

async function startIncentives(data) {
  const { players, contrasts } = data.incentives;
  const field = (name) => document.getElementById(name);
  const [contrast, outcome] = ["choose-attributed", "choose-attributed-outcome"].map(field);
  const switches = [...document.querySelectorAll("input[name=incentive]")];
  const all = 2 ** players.length - 1;
  const chosenContrast = () => contrasts.find((c) => c.id === contrast.value);
  const chosenOutcome = () => chosenContrast().outcomes.find((o) => o.id === outcome.value);
  const offerOutcomes = () => {
    outcome.replaceChildren();
    offer(outcome, chosenContrast().outcomes.map((o) => ({ id: o.id, label: o.name })));
  };
  offer(contrast, contrasts.map((c) => ({ id: c.id, label: c.label })));
  offerOutcomes();

  const chosenSet = () => switches.reduce((set, box, place) => (box.checked ? set + 2 ** place : set), 0);

  async function show() {
    const { name, unit, values, decimals, off, on, shares } = chosenOutcome();
    const { difference } = chosenContrast();
    const scale = 10 ** decimals;
    const set = chosenSet();
    const here = values[set] / scale;
    const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))].map((x) => x / scale);
    const known = ([mean, low, high], label) => ({ label, mean, low, high, spread_low: mean, spread_high: mean, hint: `${label}\n${withInterval(mean, low, high, difference)}` });
    const places = Math.min(decimals, decimalsOf(Math.max(Math.abs(least), Math.abs(most))) + 1); // three significant digits
    const between = `${number(least, places, difference)} to ${number(most, places, difference)}`;
    const ends = { 0: off, [all]: on }[set];
    const told = ends ? withInterval(...ends, difference) : number(here, places, difference);
    const rows = [
      known(off, "all off"),
      { ...(ends ? known(ends, "your set") : { label: "your set", mean: here }), spread_low: least, spread_high: most, hint: `your set\n${told}\nall sets: ${between}` },
      known(on, "all on"),
    ];
    const switched = players.map((_, place) => (values[set ^ (2 ** place)] - values[set]) / scale);
    const bars = players.map(({ id, title }, place) => {
      const [mean, low, high] = shares[place];
      const step = `${number(switched[place], places, true)} if switched ${switches[place].checked ? "off" : "on"}`;
      const share = withInterval(mean, low, high, true);
      return { label: `${id} ${title}`, mean, low, high, flip: switched[place], share, step, hint: `${id} ${title}\nShare ${share}\n${step}` };
    });
    const count = switches.filter((box) => box.checked).length;
    field("told-set").textContent =
      `${count} of ${players.length} incentives on. ${name}, ${chosenContrast().label}: ${inUnit(told, unit)}` +
      `${ends ? `, mean and ${data.level} interval` : ", mean; the file keeps an interval with all on or all off only"}. ` +
      `Over all ${values.length.toLocaleString("en").replace(/,/g, THIN)} sets the mean lies between ${between.replace(" to ", " and ")}.`;
    for (const id of ["unit-sets", "unit-shares"]) field(id).textContent = `${name}${unit ? `, in ${unit}` : ""}`;
    writeRows(field("table-shares").querySelector("tbody"), bars.map((bar) => [bar.label, bar.share, bar.step]));
    const origin = [{ value: 0 }];
    await fill("sets", data.charts.sets, { sets: rows, origin });
    await fill("shares", data.charts.shares, { shares: bars, origin });
  }

  const setAll = (on) => {
    for (const box of switches) box.checked = on;
    show();
  };
  contrast.addEventListener("change", () => {
    offerOutcomes();
    show();
  });
  outcome.addEventListener("change", show);
  for (const box of switches) box.addEventListener("change", show);
  field("all-on").addEventListener("click", () => setAll(true));
  field("all-off").addEventListener("click", () => setAll(false));
  await show();
}
