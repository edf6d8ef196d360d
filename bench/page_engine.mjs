// Runs the engine for pages in node, in one thread, and prints the digest and the seconds: held against `steppe compare FILE --no-headline --digest --threads 1`.
//   steppe describe sources FILE > SOURCES.json
//   node bench/page_engine.mjs build/wasm/steppe.wasm SOURCES.json [KEY=VALUE...]
import { readFileSync } from "node:fs";

const [wasm, sources, ...sets] = process.argv.slice(2);
const { main, files } = JSON.parse(readFileSync(sources, "utf8"));
const module = new WebAssembly.Module(readFileSync(wasm));
const imports = {};
for (const { module: place, name } of WebAssembly.Module.imports(module)) imports[place] = { ...imports[place], [name]: () => 52 };
const textOf = (at, size) => new TextDecoder().decode(new Uint8Array(engine.memory.buffer, at, size));
imports.steppe.fault = (at, size) => { throw new Error(textOf(at, size)); };
const engine = new WebAssembly.Instance(module, imports).exports;
const put = (text) => {
  const bytes = new TextEncoder().encode(text);
  const at = engine.memory_for(bytes.length || 1);
  new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
};
const lineAt = (at) => textOf(at, new Uint8Array(engine.memory.buffer, at).indexOf(0));

engine._initialize();
for (const { path, text } of files) engine.keep_file(...put(path), ...put(text));
const run = engine.open_run(...put(main), ...put(sets.join("\n")), ...put("with_accords\nwithout_accords"));
const [, months, , replicates, blocks] = lineAt(engine.describe_run(run)).split("\n")[0].split("\t");
const began = process.cpuUsage();
let digest = 0n;
for (let block = 0; block < Number(blocks); block += 1) {
  digest = BigInt.asUintN(128, digest + BigInt(`0x${lineAt(engine.block_digest(engine.run_block(run, block)))}`));
}
const { user } = process.cpuUsage(began);
console.log(`${replicates} pairs of ${months} months: ${(user / 1e6).toFixed(2)} s of processor time`);
console.log(`digest ${digest.toString(16).padStart(32, "0")}`);
