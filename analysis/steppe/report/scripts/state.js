// What the reader chose stands in the address: "#months&choose-outcome=welfare[KAZ]&choose-month=60" shows the same again.

const untouchedChoices = new Map();
const wanted = () => new URLSearchParams(location.hash.slice(1).split("&").slice(1).join("&"));
const controlsIn = (part) => [...part.querySelectorAll("select[id], input[id]:not([type=checkbox]):not([type=radio])")];
const groupsIn = (part) => [...new Set([...part.querySelectorAll("input[name]")].map((input) => input.name))];
const membersOf = (name) => [...document.querySelectorAll("input[name]")].filter((input) => input.name === name);
const chosenOf = (name) => membersOf(name).filter((input) => input.checked).map((input) => input.value).join(",");

/** Remembers what controls of a part are at first, then sets those that the address names. */
function restore(part) {
  for (const control of controlsIn(part)) untouchedChoices.set(control.id, control.value);
  for (const name of groupsIn(part)) untouchedChoices.set(name, chosenOf(name));
  const asked = wanted();
  const tell = (control) => ["input", "change"].forEach((kind) => control.dispatchEvent(new Event(kind, { bubbles: true })));
  for (const control of controlsIn(part)) {
    if (!asked.has(control.id)) continue;
    const before = control.value;
    control.value = asked.get(control.id);
    if (control.value !== asked.get(control.id)) control.value = before; // no such choice here
    else tell(control);
  }
  for (const name of groupsIn(part)) {
    if (!asked.has(name)) continue;
    const values = asked.get(name).split(",");
    for (const input of membersOf(name)) {
      if (input.checked === values.includes(input.value)) continue;
      input.checked = !input.checked;
      tell(input);
    }
  }
}

/** The address of a place on the page, with all that was chosen. */
function addressOf(place, more = {}) {
  const chosen = new URLSearchParams();
  const now = [...controlsIn(document).map((one) => [one.id, one.value]), ...groupsIn(document).map((name) => [name, chosenOf(name)])];
  for (const [key, value] of now) if (untouchedChoices.has(key) && untouchedChoices.get(key) !== value) chosen.set(key, value);
  for (const [key, value] of Object.entries(more)) chosen.set(key, value);
  const text = chosen.toString();
  return `${location.href.split("#")[0]}#${encodeURIComponent(place)}${text && `&${text}`}`;
}

/** Parts that keep more in the address than their controls say so, and do it themselves. */
function keepInAddress() {
  document.getElementById("annex").addEventListener("change", (event) => {
    const section = event.target.closest("section[id]");
    if (event.isTrusted && section && !event.target.closest("[data-keeps-address]")) history.replaceState(null, "", addressOf(section.id));
  });
}
