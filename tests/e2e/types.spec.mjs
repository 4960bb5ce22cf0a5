// The types a page is written with say what the protocol and the script say: TypeScript's own compiler is asked.
import { readFileSync } from "node:fs";
import ts from "typescript";
import { examples, fromWidget } from "./protocol.mjs";
import { expect, pageWith, test } from "./sites.mjs";

const embed = new URL("../../embed/", import.meta.url).pathname;

// What the compiler says of a page's script that imports the types.
function problems(script) {
  const name = `${embed}page.ts`;
  const options = { strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === name || fileExists(file);
  host.getSourceFile = (file, ...rest) => (file === name ? ts.createSourceFile(file, script, ts.ScriptTarget.ES2022) : getSourceFile(file, ...rest));
  const program = ts.createProgram([name], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

const imports = 'import type { CallFlow, Connection, Messages, State } from "./callflow.js";\n';
test("every message of the document has the type that its event has", () => {
  // What the element keeps to itself is no event.
  const told = examples.filter((message) => fromWidget(message) && !["accept", "answer", "keep"].includes(message.type));
  expect(told.length).toBeGreaterThan(12);
  const lines = told.map(({ type, ...rest }, place) => `export const m${place}: Messages[${JSON.stringify(type)}] = ${JSON.stringify(rest)};`);
  expect(problems(imports + lines.join("\n"))).toEqual([]);
});

test("a page is written with them, and is told what is no message", () => {
  const good = `
    const desk = document.querySelector("call-flow")!;
    desk.lead = { id: "42", name: "Helen" };
    const { call } = await desk.start({ id: "42" });
    const { count } = await desk.again({ call, after: 3 });
    desk.addEventListener("callflow-ended", ({ detail }) => { const text: string = detail.summary + detail.disposition + count; void text; });
    const state: State | null = desk.state;
    void state;
    export {};`;
  expect(problems(imports + good)).toEqual([]);
  for (const bad of [
    'document.querySelector("call-flow")!.start({ name: "no id" });',
    'document.querySelector("call-flow")!.locale = "fr";',
    'document.querySelector("call-flow")!.addEventListener("callflow-ended", ({ detail }) => detail.outcome);',
    'document.querySelector("call-flow")!.dial();',
  ]) {
    expect(problems(`${imports}${bad}\nexport {};`), bad).not.toEqual([]);
  }
});

test("what the types name is there in the script, and the other way round", async ({ page, sites }) => {
  const typed = {};
  const types = readFileSync(`${embed}callflow.d.ts`, "utf8");
  const classes = ts.createSourceFile("callflow.d.ts", types, ts.ScriptTarget.ES2022).statements.filter(ts.isClassDeclaration);
  for (const { name, members } of classes) {
    const names = members.filter((it) => !ts.isConstructorDeclaration(it)).map((it) => it.name.text);
    typed[name.text] = [...new Set(names)].filter((it) => it !== "addEventListener").sort();
  }
  await page.goto(pageWith(sites.crm, ""));
  const there = await page.evaluate(async (script) => {
    const module = await import(script);
    const browsers = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
    const names = (it) => Object.getOwnPropertyNames(it.prototype).filter((name) => !browsers.includes(name));
    const own = { CallflowError: Object.keys(new module.CallflowError("closed")).filter((name) => name !== "name") };
    return Object.fromEntries(Object.entries(module).map(([name, it]) => [name, [...names(it), ...(own[name] ?? [])].sort()]));
  }, `${sites.widget.origin}/embed/callflow.js`);
  expect(there).toEqual(typed);
});
