// A second opinion on the shipped flows: another program reads the published schema.
import { readFileSync, readdirSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { expect, test } from "./fixtures.mjs";

const flows = new URL("../../flows/", import.meta.url);
const read = (file) => JSON.parse(readFileSync(new URL(file, flows), "utf8"));
const validate = new Ajv({ allErrors: true, strict: false }).compile(read("flow.schema.json"));

for (const locale of ["zh-CN", "en"]) {
  for (const file of readdirSync(new URL(`${locale}/`, flows))) {
    test(`${locale}/${file} is what the schema says`, () => {
      validate(read(`${locale}/${file}`));
      expect(validate.errors).toBe(null);
    });
  }
}

test("the schema refuses what the app refuses", () => {
  const slips = [
    (flow) => delete flow.start,
    (flow) => (flow.stages[0].budget = 0),
    (flow) => (flow.steps[0].choices = []),
    (flow) => (flow.unknown = 1),
    (flow) => (flow.objections[0].cap = 9),
  ];
  for (const slip of slips) {
    const flow = read("en/first-call.json");
    slip(flow);
    expect(validate(flow), String(slip)).toBe(false);
  }
});
