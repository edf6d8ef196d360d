// Runs in a worker: one engine, which gets a scenario and runs the blocks that it is told to. Any fault ends the engine, and is told.

let engine = null;
let run = 0;

const bytes = (at, size) => new Uint8Array(engine.memory.buffer, at, size);
const numbers = (at, size) => new Float64Array(engine.memory.buffer, at, size).slice();
const textAt = (at) => {
  const all = new Uint8Array(engine.memory.buffer, at);
  return new TextDecoder().decode(all.subarray(0, all.indexOf(0)));
};

/** Puts bytes into the engine's memory; gives what its functions take. */
function put(content) {
  const encoded = typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content.buffer);
  const at = engine.memory_for(encoded.length || 1);
  bytes(at, encoded.length).set(encoded);
  return [at, encoded.length];
}

/** Calls a function of the engine with texts or numbers, and gives their memory back. */
function withMemory(contents, call) {
  const held = contents.map(put);
  const answer = call(held);
  for (const [at] of held) engine.release(at);
  return answer;
}

/** What the C library would ask a system for: there is none. */
function systemOf(module) {
  const imports = { steppe: { fault: (at, size) => { throw new Error(new TextDecoder().decode(bytes(at, size))); } } };
  for (const { module: place, name } of WebAssembly.Module.imports(module)) {
    const noSystem = name === "proc_exit" ? () => { throw new Error("the engine stopped"); } : () => 52; // "no such function"
    imports[place] = { [name]: noSystem, ...imports[place] };
  }
  return imports;
}

const tasks = {
  async open({ module, main, files, sets, arms }) {
    engine = (await WebAssembly.instantiate(module, systemOf(module))).exports;
    engine._initialize();
    for (const { path, text } of files) withMemory([path, text], (held) => engine.keep_file(...held.flat()));
    run = withMemory([main, sets, arms], (held) => engine.open_run(...held.flat()));
    return [{ described: textAt(engine.describe_run(run)) }];
  },
  block({ index }) {
    const sums = engine.run_block(run, index);
    const outcomes = numbers(engine.block_outcomes(sums), engine.block_outcomes_size(sums));
    const series = numbers(engine.block_series(sums), engine.block_series_size(sums));
    const [pairs, failed] = [engine.block_pairs(sums), engine.block_failed(sums)];
    return [{ index, outcomes, series, pairs, failed, digest: textAt(engine.block_digest(sums)) }, [outcomes.buffer, series.buffer]];
  },
  effects({ pairs }) {
    const effects = pairs.map(({ treated, control }) =>
      withMemory([treated, control], ([[one], [other]]) => [...numbers(engine.effect_of(one, other, treated.length), 8)]),
    );
    return [{ effects }];
  },
};

self.onmessage = async ({ data }) => {
  try {
    const [answer, moved = []] = await tasks[data.task](data);
    self.postMessage({ ...answer, task: data.task }, moved);
  } catch (error) {
    self.postMessage({ task: "fault", text: error.message });
  }
};
