// The annex: parts open by their links and for print, and begin their work when they are first shown.

/** Does something with an element once no closed part of the annex hides it. */
function whenShown(place, begin) {
  const hiding = place?.closest("details.question:not([open])");
  if (!hiding) return begin();
  return new Promise((resolve) => hiding.addEventListener("toggle", () => resolve(begin()), { once: true }));
}

/** Opens whatever hides an element, and goes there. */
function openAt(id) {
  const target = id && document.getElementById(id);
  if (!target) return;
  for (let hiding = target.closest("details"); hiding; hiding = hiding.parentElement.closest("details")) hiding.open = true;
  target.scrollIntoView();
}

function openByLinks() {
  const go = () => openAt(decodeURIComponent(location.hash.slice(1).split("&")[0]));
  addEventListener("hashchange", go);
  for (const link of document.querySelectorAll('a[href^="#"]')) link.addEventListener("click", () => setTimeout(go));
  go();
}

/** On paper nothing can be opened: all is open while it is printed. */
function openForPrint() {
  let opened = [];
  const open = () => {
    opened = [...opened, ...document.querySelectorAll("details.question:not([open])")];
    for (const one of opened) one.open = true;
  };
  const close = () => {
    for (const one of opened) one.open = false;
    opened = [];
  };
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  matchMedia("print").addEventListener("change", (event) => (event.matches ? open() : close()));
}
