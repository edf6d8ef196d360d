// Reads the page's data and brings the parts to life that it has data for. Until then the page shows what needs no script.

async function start() {
  const packed = Uint8Array.from(atob(document.getElementById("data").textContent), (letter) => letter.charCodeAt(0));
  const data = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  document.documentElement.classList.add("scripted");
  await startStill(data);
  if (data.months) await startMonths(data);
  if (data.hazard) await startHazard(data);
  if (data.incentives) await startIncentives(data);
  if (data.live) await startLive(data);
  document.documentElement.classList.add("ready");
}

start().catch((error) => {
  // What needs no script comes back, with a word on what is missing.
  document.documentElement.classList.remove("scripted");
  document.getElementById("unscripted").textContent = `This browser cannot show the parts of the page that answer to choices (${error.message}).`;
  console.error(error);
});
