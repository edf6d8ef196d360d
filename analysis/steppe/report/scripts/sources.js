// Every parameter with its source: a search by words and by evidence.

function startSources() {
  const [search, tag, told] = ["search-sources", "choose-tag", "told-sources"].map((id) => document.getElementById(id));
  const rows = [...document.querySelectorAll("#table-sources tbody tr")].map((row) => [row, row.textContent.toLowerCase()]);
  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [row, text] of rows) {
      row.hidden = (tag.value && row.dataset.tag !== tag.value) || !words.every((word) => text.includes(word));
      count += Number(!row.hidden);
    }
    told.textContent = `${count} of ${rows.length} shown`;
  }
  search.addEventListener("input", show);
  tag.addEventListener("change", show);
  show();
}
