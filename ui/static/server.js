// Gradio's queue, spoken over its HTTP API (POST /gradio_api/call/NAME, then the events of that session).

import { corpus } from "./store.js";

const api = new URL("gradio_api/", document.baseURI.replace(/[?#].*$/, "")).href;

export async function* stream(name, data, signal, onPlace) {
  const session = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const joined = await post(`${api}call/${name}`, { data, session_hash: session }, signal);
  const cancel = () => {
    const number = window.gradio_config?.dependencies?.find((one) => one.api_name === name)?.id;
    post(`${api}cancel`, { session_hash: session, fn_index: number ?? 0, event_id: joined.event_id }).catch(() => {});
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    const response = await fetch(`${api}queue/data?session_hash=${session}`, { signal });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    for await (const message of events(response.body)) {
      if (message.msg === "estimation" && message.rank != null) onPlace?.(message.rank + 1, message.queue_size);
      else if (message.msg === "process_starts") onPlace?.(0, 0);
      else if (message.msg === "process_generating") yield message.output.data[0];
      else if (message.msg === "process_completed") {
        if (!message.success) throw new Error(message.output?.error || "the server could not answer");
        if (message.output?.data?.length && message.output.data[0] !== undefined) yield message.output.data[0];
        return;
      } else if (message.msg === "unexpected_error") throw new Error(message.message || "the server could not answer");
    }
  } finally {
    signal?.removeEventListener("abort", cancel);
  }
}

export async function call(name, request = {}) {
  let last;
  for await (const value of stream("call", [name, { corpus: corpus(), ...request }])) last = value;
  return last;
}

async function post(address, body, signal) {
  const response = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    rest += value;
    const parts = rest.split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5)).join("\n");
      if (data) yield JSON.parse(data);
    }
  }
}
