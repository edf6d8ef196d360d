// Charts that answer to no choice: drawn once, when they are first shown, from rows that Python made.

function startStill(data) {
  for (const [name, rows] of Object.entries(data.still)) {
    const place = document.getElementById(`chart-${name}`);
    begin(place, () => fill(name, data.charts[name], { [name]: rows, origin: [{ value: 0 }] }));
  }
}
