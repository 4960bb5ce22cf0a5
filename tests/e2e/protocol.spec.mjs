// The document, its schema and the script agree; the program's own reader is asked in tests/host_messages.rs.
import { expect, test } from "@playwright/test";
import { anyMessage, bad, examples, toWidget } from "./protocol.mjs";

test("every example of the document fits the schema", () => {
  expect(examples.length).toBeGreaterThan(20);
  for (const example of examples) expect(anyMessage(example), JSON.stringify([example, anyMessage.errors])).toBe(true);
});

test("every kind of message has an example", () => {
  const kinds = new Set(examples.map(({ type }) => type));
  const known = Object.values(anyMessage.schema.definitions).flatMap((it) => it.oneOf ?? [it]).map((it) => it.properties?.type?.const);
  expect([...new Set(known.filter(Boolean))].filter((type) => !kinds.has(type))).toEqual([]);
});

test("what the program refuses does not fit the schema either", () => {
  for (const message of bad) expect(toWidget(message), JSON.stringify(message)).toBe(false);
});
