// Usage: NODE_PATH=… node validate.js SCHEMA.json FOLDER: every *.json and *.ndjson of the folder against
// our own schema, every *.sarif against the published one. Prints what does not hold; exit status 1 if any.
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv");
const Ajv04 = require("ajv-draft-04");
const formats = require("ajv-formats");

const [schemaPath, folder] = process.argv.slice(2);
const read = (file) => JSON.parse(fs.readFileSync(file, "utf8"));
const ours = new Ajv({ strict: true, strictTypes: false, strictTuples: false, allErrors: false });
const schema = read(schemaPath);
const document = ours.compile(schema);
const line = ours.getSchema(schema.$id + "#/definitions/file");
const published = new Ajv04({ strict: false, unicodeRegExp: false }); // one of its patterns needs it
formats(published);
const sarifFile = require.resolve("@microsoft/jest-sarif/package.json").replace("package.json", "lib/schemas/sarif-2.1.0-rtm.5.json");
const sarif = published.compile(read(sarifFile));

let checked = 0;
let wrong = 0;
function check(validate, value, name) {
  checked++;
  if (validate(value)) return;
  wrong++;
  console.log(name + ": " + JSON.stringify(validate.errors[0]));
}

for (const name of fs.readdirSync(folder).sort()) {
  const file = path.join(folder, name);
  if (name.endsWith(".ndjson"))
    for (const text of fs.readFileSync(file, "utf8").split("\n").filter(Boolean)) check(line, JSON.parse(text), name);
  else if (name.endsWith(".json")) check(document, read(file), name);
  else if (name.endsWith(".sarif")) check(sarif, read(file), name);
}
// A validator that lets anything through proves nothing.
const broken = { schemaVersion: 1, tool: { name: "baopan", version: "0.1.0", catalogue: "0123456789abcdef" }, files: [{}] };
if (document(broken) || sarif({ version: "2.1.0" })) wrong++, console.log("the validator accepts what is broken");
console.log(`reports: ${checked} checked, ${wrong} wrong`);
process.exit(wrong || !checked ? 1 : 0);
