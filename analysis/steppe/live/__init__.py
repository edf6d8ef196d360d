"""The engine in the page: a scenario's sources, the WebAssembly, and the section that runs them."""
