// Numbers as words, by the rules of steppe/wording.py: two significant digits, as many decimals as the interval needs.

const MINUS = "\u2212";
const THIN = "\u202f";
const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

const decimalsOf = (size) => (size === 0 ? 0 : 1 - Math.floor(Math.log10(size)));

/** Where two roundings are equally near, Python takes the even one: such a value is moved towards 0 by less than shows. */
function settled(value, exact, kept) {
  const tie = /^50*$/.test(exact.slice(kept)) && /[02468]\.?$/.test(exact.slice(0, kept));
  return tie ? value * (1 - 2 ** -52) : value;
}

function rounded(value, places) {
  if (places < 0) return rounded(value / 10 ** -places, 0) * 10 ** -places;
  const exact = value.toFixed(100);
  return Number(settled(value, exact, exact.length - 100 + places).toFixed(places));
}

function magnitude(value, places) {
  if (value && (value >= 1e6 || value < 1e-4)) {
    const known = value < 1 ? Math.min(1, Math.max(0, places + Math.floor(Math.log10(value)))) : 1;
    const exact = value.toExponential(100).split("e")[0];
    const [digits, exponent] = settled(value, exact, 2 + known).toExponential(known).split("e");
    return `${digits}×10${String(Number(exponent)).replace(/[-0-9]/g, (sign) => SUPERSCRIPTS[sign])}`;
  }
  const [whole, part] = value.toFixed(places).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, THIN) + (part ? `.${part}` : "");
}

/** A number with the given decimals, or with two significant digits. */
function number(value, places = null, signed = false) {
  if (value === null || Number.isNaN(value)) return "n/a";
  const decimals = places ?? decimalsOf(Math.abs(value));
  const known = rounded(value, decimals);
  const sign = known < 0 ? MINUS : signed && known > 0 ? "+" : "";
  return sign + magnitude(Math.abs(known), Math.max(0, decimals));
}

/** A mean and the ends of its interval, with common decimals. */
function estimate(value, low, high, signed = false) {
  if (![value, low, high].every(Number.isFinite)) return [value, low, high].map((x) => number(x, null, signed));
  const first = decimalsOf(Math.max(Math.abs(value), Math.abs(low), Math.abs(high)));
  const enough = (places) => {
    const [mean, bottom, top] = [value, low, high].map((x) => rounded(x, places));
    return (low === high || (mean !== bottom && mean !== top)) && (low === 0 || bottom !== 0) && (high === 0 || top !== 0);
  };
  let places = first;
  while (places < first + 3 && !enough(places)) places += 1;
  return [value, low, high].map((x) => number(x, places, signed));
}

/** A mean with its interval in brackets. */
function withInterval(value, low, high, signed = false) {
  const [mean, bottom, top] = estimate(value, low, high, signed);
  return low === null ? mean : `${mean} (${bottom} to ${top})`;
}

const inUnit = (text, unit) => (unit && unit !== "count" ? `${text} ${unit.split(" ")[0]}` : text);
