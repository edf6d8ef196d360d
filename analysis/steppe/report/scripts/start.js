// Reads the page's data and brings the parts to life that it has data for. Until then the page shows what needs no script.

let busy = 0;

/** Begins a part when it is first shown; the page is ready while no part is busy. */
async function begin(place, work) {
  await whenShown(place, async () => {
    busy += 1;
    document.documentElement.classList.remove("ready");
    try {
      await work();
    } catch (error) {
      fail(error);
    }
    busy -= 1;
    if (!busy) document.documentElement.classList.add("ready");
  });
}

/** What needs no script comes back, with a word on what is missing. */
function fail(error) {
  document.documentElement.classList.remove("scripted");
  document.getElementById("unscripted").textContent = `This browser cannot show the parts of the page that answer to choices (${error.message}).`;
  console.error(error);
}

async function start() {
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (letter) => letter.charCodeAt(0));
  const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  document.documentElement.classList.add("scripted");
  openForPrint();
  startTools();
  keepInAddress();
  const parts = [
    [["gains", "months"], data.months && startMonths],
    [["timing"], data.hazard && startHazard],
    [["incentives"], data.incentives && startIncentives],
    [["live"], data.live && startLive],
    [["sources"], startSources],
  ];
  startStill(data);
  for (const [ids, work] of parts) {
    const sections = ids.map((id) => document.getElementById(id));
    if (!work) continue;
    begin(sections[0], async () => {
      await work(data);
      sections.forEach(restore);
    });
  }
  openByLinks();
  if (!busy) document.documentElement.classList.add("ready");
}

start().catch(fail);
