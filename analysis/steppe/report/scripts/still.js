// Charts that answer to no choice: drawn once, from rows that Python made.

async function startStill(data) {
  for (const [name, rows] of Object.entries(data.still)) await fill(name, data.charts[name], { [name]: rows, origin: [{ value: 0 }] });
}
