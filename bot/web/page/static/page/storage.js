/* Memory of this page alone where a browser forbids storage, as it may in a frame: reading it throws there, and Gradio
   reads it as it starts. */
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].length;
  } catch {
    const kept = new Map();
    Object.defineProperty(window, name, {
      configurable: true,
      value: {
        get length() { return kept.size; },
        key: (at) => Array.from(kept.keys())[at] ?? null,
        getItem: (key) => kept.get(String(key)) ?? null,
        setItem: (key, value) => void kept.set(String(key), String(value)),
        removeItem: (key) => void kept.delete(String(key)),
        clear: () => kept.clear(),
      },
    });
  }
}
