// The protocol's schema, as a second opinion on what the program reads and says.
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const file = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const schema = JSON.parse(file("embed/protocol.schema.json"));
const ajv = new Ajv({ allowUnionTypes: true }).addSchema(schema);

export const anyMessage = ajv.getSchema(schema.$id);
export const toWidget = ajv.getSchema(`${schema.$id}#/definitions/toWidget`);

// What the element tells its page that no widget says.
const ofElement = ["keep", "unanswered"];
const said = ajv.getSchema(`${schema.$id}#/definitions/fromWidget`);
export const fromWidget = (message) => ofElement.includes(message.type) || said(message);

export const examples = [...file("embed/PROTOCOL.md").matchAll(/```json\n(.*?)```/gs)].map(([, block]) => JSON.parse(block));
export const bad = JSON.parse(file("tests/bad-messages.json"));
