// Sends the same requests to the simulator and to Azurite, a blob server that nobody here wrote, and compares the answers.
import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { base, world } from "./support.mjs";

const account = "stmldrprimary";
const other = "stmldrsecondary";
const keyOf = (name) => world.accounts.find((item) => item.name === name).keys[0];
const version = "2024-08-04";

/** Where the two are known to differ, and why the simulator keeps to its answer. */
const known = {
  "put without type": "Azurite sends no error code",
  "list zero": "Azurite sends no error code",
  "put wrong md5": "the published code is Md5Mismatch",
  "put malformed md5": "the published code is InvalidMd5",
  "put block wrong md5": "the published code is Md5Mismatch",
  "get anonymous": "the service answers 401 with a challenge since 2019-12-12",
  "sas wrong blob": "the published code of a signature that does not fit is AuthenticationFailed",
  "block empty": "the documentation refuses blocks without content",
  "uncommitted list": "for the same reason Azurite lists the empty block",
  "block list get": "the service works out no MD5 of a blob committed from blocks",
  "list marker made up": "markers are opaque; Azurite takes any text as a name to go on from",
  "copy sync without SAS": "the service answers the status that its source gave",
  "copy sync wrong condition": "the published code is SourceConditionNotMet",
};

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function startAzurite() {
  const port = await freePort();
  const main = fileURLToPath(new URL("node_modules/azurite/dist/src/blob/main.js", import.meta.url));
  const accounts = world.accounts.map((item) => `${item.name}:${item.keys[0]}`).join(";");
  const child = spawn(process.execPath, [main, "--blobPort", `${port}`, "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry"], {
    env: { ...process.env, AZURITE_ACCOUNTS: accounts }, stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => `${chunk}`.includes("successfully listen") && resolve());
    child.once("exit", (code) => reject(new Error(`Azurite ended with ${code}.`)));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

function sign(method, url, headers, name) {
  const value = (header) => headers[header] ?? "";
  const length = value("content-length");
  const canonical = Object.keys(headers).filter((header) => header.startsWith("x-ms-")).sort().map((header) => `${header}:${headers[header]}\n`).join("");
  const query = [...url.searchParams.keys()].map((key) => key.toLowerCase()).sort().map((key) => `\n${key}:${url.searchParams.get(key)}`).join("");
  const text = [
    method, "", "", length === "0" ? "" : length, value("content-md5"), value("content-type"), "", value("if-modified-since"), value("if-match"),
    value("if-none-match"), value("if-unmodified-since"), value("range"), `${canonical}/${name}${url.pathname}${query}`,
  ].join("\n");
  return `SharedKey ${name}:${createHmac("sha256", Buffer.from(keyOf(name), "base64")).update(text).digest("base64")}`;
}

async function send(root, step, memory) {
  const fill = (text) => text.replace(/\{(\w+)\}/g, (_, name) => memory[name] ?? (name === "root" ? root : ""));
  const url = new URL(root + fill(step.path));
  const name = url.pathname.split("/")[1];
  // Bytes, not text: fetch would add a content type to text.
  const body = step.method === "PUT" ? Buffer.from(step.body ?? "") : undefined;
  const headers = { "x-ms-version": version, "x-ms-date": new Date().toUTCString() };
  for (const [key, value] of Object.entries(step.headers ?? {})) headers[key.toLowerCase()] = fill(value);
  if (body) headers["content-length"] = `${body.length}`;
  if (!step.anonymous) headers.authorization = sign(step.method, url, headers, name);
  delete headers["content-length"];
  const response = await fetch(url, { method: step.method, headers, body });
  const text = await response.text();
  for (const [to, from] of Object.entries(step.remember ?? {})) memory[to] = response.headers.get(from);
  const shown = (step.compare ?? []).map((header) => `${header}=${response.headers.get(header)}`);
  if (step.names) shown.push([...text.matchAll(/<(Name|BlobPrefix)>([^<]+)/g)].map((match) => match[2]).sort().join("|"));
  if (step.text && response.ok) shown.push(text);
  return [`${response.status}`, response.headers.get("x-ms-error-code"), ...shown].filter(Boolean).join(" ");
}

const sas = (container, blob, permissions) => {
  const end = new Date(Date.now() + 3600_000).toISOString().replace(/\.\d+Z/, "Z");
  const text = [permissions, "", end, `/blob/${account}/${container}/${blob}`, "", "", "", version, "b", "", "", "", "", "", "", ""].join("\n");
  const signature = createHmac("sha256", Buffer.from(keyOf(account), "base64")).update(text).digest("base64");
  return `sv=${version}&sr=b&sp=${permissions}&se=${encodeURIComponent(end)}&sig=${encodeURIComponent(signature)}`;
};

const md5 = (text) => createHash("md5").update(text).digest("base64");
const put = (label, path, body, headers = {}, more = {}) => ({ label, method: "PUT", path, body, headers: { "x-ms-blob-type": "BlockBlob", ...headers }, ...more });
const get = (label, path, headers = {}, more = {}) => ({ label, method: "GET", path, headers, ...more });
const head = (label, path, headers = {}, more = {}) => ({ label, method: "HEAD", path, headers, ...more });
const plain = (label, path, headers = {}, body, more = {}) => ({ label, method: "PUT", path, headers, body, ...more });
const block = (id) => Buffer.from(id).toString("base64");
const c = `/${account}/parity`, b = `${c}/a%20b%2B%C3%BC.txt`;
const list = (...ids) => `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.map((id) => `<Latest>${block(id)}</Latest>`).join("")}</BlockList>`;

const steps = [
  plain("container create", `${c}?restype=container`, { "x-ms-meta-team": "ml" }),
  plain("container create again", `${c}?restype=container`),
  plain("container bad name", `/${account}/Bad_Name?restype=container`),
  get("container get", `${c}?restype=container`, {}, { compare: ["x-ms-meta-team", "x-ms-lease-state"] }),
  get("container missing", `/${account}/missing?restype=container`),
  plain("other container create", `/${other}/parity?restype=container`),
  put("put", b, "hello", { "content-type": "text/plain", "x-ms-meta-k": "v" }, { compare: ["content-md5"], remember: { etag: "etag" } }),
  put("put without container", `/${account}/missing/b`, "x"),
  plain("put without type", `${c}/b`, {}, "x"),
  put("put wrong md5", `${c}/b`, "x", { "content-md5": md5("y") }),
  put("put malformed md5", `${c}/b`, "x", { "x-ms-blob-content-md5": "AAAA" }),
  get("get", b, {}, { text: true, compare: ["content-type", "content-md5", "x-ms-meta-k", "x-ms-blob-type", "accept-ranges"] }),
  head("head", b, {}, { compare: ["content-length", "content-type", "x-ms-lease-status", "x-ms-lease-state"] }),
  get("get range", b, { "x-ms-range": "bytes=1-2" }, { text: true, compare: ["content-range", "content-md5"] }),
  get("get open range", b, { "x-ms-range": "bytes=3-" }, { text: true, compare: ["content-range"] }),
  get("get beyond", b, { "x-ms-range": "bytes=9-10" }),
  get("get missing", `${c}/none`),
  head("head missing", `${c}/none`),
  get("get anonymous", b, {}, { anonymous: true }),
  get("get if-match wrong", b, { "if-match": "\"0x0\"" }),
  get("get if-none-match same", b, { "if-none-match": "{etag}" }),
  get("get if-modified-since future", b, { "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT" }),
  get("get if-unmodified-since past", b, { "if-unmodified-since": "Mon, 01 Jan 2001 00:00:00 GMT" }),
  put("put if-none-match star", b, "x", { "if-none-match": "*" }),
  put("put if-match wrong", b, "x", { "if-match": "\"0x0\"" }),
  put("put if-match on missing", `${c}/none`, "x", { "if-match": "\"0x0\"" }),
  plain("metadata", `${b}?comp=metadata`, { "x-ms-meta-new": "2" }),
  head("metadata replaced", b, {}, { compare: ["x-ms-meta-k", "x-ms-meta-new"] }),
  plain("properties", `${b}?comp=properties`, { "x-ms-blob-content-type": "a/b" }),
  head("properties replaced", b, {}, { compare: ["content-type", "content-md5"] }),
  plain("block", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("0001"))}`, {}, "one"),
  plain("block two", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("0002"))}`, {}, "two"),
  plain("block empty", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("0003"))}`, {}, ""),
  plain("block other id length", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("00003"))}`, {}, "x"),
  plain("block bad id", `${c}/blocks?comp=block&blockid=%2A%2A`, {}, "x"),
  plain("block long id", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("x".repeat(65)))}`, {}, "x"),
  plain("put block wrong md5", `${c}/blocks?comp=block&blockid=${encodeURIComponent(block("0004"))}`, { "content-md5": md5("y") }, "x"),
  head("uncommitted head", `${c}/blocks`),
  get("uncommitted list", `${c}/blocks?comp=blocklist&blocklisttype=uncommitted`, {}, { names: true }),
  get("block list of missing", `${c}/none?comp=blocklist&blocklisttype=all`),
  plain("block list unknown", `${c}/blocks?comp=blocklist`, {}, list("0009")),
  plain("block list", `${c}/blocks?comp=blocklist`, { "x-ms-meta-m": "1" }, list("0002", "0001")),
  get("block list get", `${c}/blocks`, {}, { text: true, compare: ["content-md5", "x-ms-meta-m"] }),
  get("committed list", `${c}/blocks?comp=blocklist`, {}, { names: true, compare: ["x-ms-blob-content-length"] }),
  put("list seed 1", `${c}/l/1`, "x"), put("list seed 2", `${c}/l/2/x`, "x"), put("list seed 3", `${c}/L`, "x"),
  get("list flat", `${c}?restype=container&comp=list`, {}, { names: true }),
  get("list levels", `${c}?restype=container&comp=list&delimiter=/&prefix=l/`, {}, { names: true }),
  get("list one", `${c}?restype=container&comp=list&maxresults=1`, {}, { names: true }),
  get("list zero", `${c}?restype=container&comp=list&maxresults=0`),
  get("list marker made up", `${c}?restype=container&comp=list&marker=made-up`),
  get("list missing", `/${account}/missing?restype=container&comp=list`),
  plain("lease acquire", `${b}?comp=lease`, { "x-ms-lease-action": "acquire", "x-ms-lease-duration": "15", "x-ms-proposed-lease-id": "11111111-1111-4111-8111-111111111111" }, undefined, { compare: ["x-ms-lease-id"] }),
  plain("lease acquire again", `${b}?comp=lease`, { "x-ms-lease-action": "acquire", "x-ms-lease-duration": "15" }),
  plain("lease bad duration", `${c}/L?comp=lease`, { "x-ms-lease-action": "acquire", "x-ms-lease-duration": "5" }),
  put("put leased", b, "x"),
  put("put wrong lease", b, "x", { "x-ms-lease-id": "22222222-2222-4222-8222-222222222222" }),
  put("put right lease", b, "leased", { "x-ms-lease-id": "11111111-1111-4111-8111-111111111111" }),
  put("put lease on free blob", `${c}/L`, "x", { "x-ms-lease-id": "11111111-1111-4111-8111-111111111111" }),
  plain("lease renew wrong", `${b}?comp=lease`, { "x-ms-lease-action": "renew", "x-ms-lease-id": "22222222-2222-4222-8222-222222222222" }),
  plain("lease renew", `${b}?comp=lease`, { "x-ms-lease-action": "renew", "x-ms-lease-id": "11111111-1111-4111-8111-111111111111" }),
  plain("lease change", `${b}?comp=lease`, { "x-ms-lease-action": "change", "x-ms-lease-id": "11111111-1111-4111-8111-111111111111", "x-ms-proposed-lease-id": "33333333-3333-4333-8333-333333333333" }),
  plain("lease break", `${b}?comp=lease`, { "x-ms-lease-action": "break", "x-ms-lease-break-period": "0" }, undefined, { compare: ["x-ms-lease-time"] }),
  plain("lease renew broken", `${b}?comp=lease`, { "x-ms-lease-action": "renew", "x-ms-lease-id": "33333333-3333-4333-8333-333333333333" }),
  plain("lease change broken", `${b}?comp=lease`, { "x-ms-lease-action": "change", "x-ms-lease-id": "33333333-3333-4333-8333-333333333333", "x-ms-proposed-lease-id": "11111111-1111-4111-8111-111111111111" }),
  head("lease state", b, {}, { compare: ["x-ms-lease-status", "x-ms-lease-state"] }),
  plain("lease break on free", `${c}/L?comp=lease`, { "x-ms-lease-action": "break" }),
  plain("lease change on free", `${c}/L?comp=lease`, { "x-ms-lease-action": "change", "x-ms-lease-id": "11111111-1111-4111-8111-111111111111", "x-ms-proposed-lease-id": "33333333-3333-4333-8333-333333333333" }),
  plain("lease renew on free", `${c}/L?comp=lease`, { "x-ms-lease-action": "renew", "x-ms-lease-id": "11111111-1111-4111-8111-111111111111" }),
  plain("lease release on free", `${c}/L?comp=lease`, { "x-ms-lease-action": "release", "x-ms-lease-id": "11111111-1111-4111-8111-111111111111" }),
  get("sas read", `${c}/L?${sas("parity", "L", "r")}`, {}, { anonymous: true, text: true }),
  get("sas wrong blob", `${c}/l/1?${sas("parity", "L", "r")}`, {}, { anonymous: true }),
  get("sas no right", `${c}/L?${sas("parity", "L", "w")}`, {}, { anonymous: true }),
  put("sas write", `${c}/L?${sas("parity", "L", "w")}`, "by sas", {}, { anonymous: true }),
  plain("copy sync", `/${other}/parity/copy`, { "x-ms-copy-source": `{root}${c}/L?${sas("parity", "L", "r")}`, "x-ms-requires-sync": "true" }, "", { compare: ["x-ms-copy-status"] }),
  get("copy sync result", `/${other}/parity/copy`, {}, { text: true, compare: ["x-ms-copy-status", "x-ms-copy-progress"] }),
  plain("copy sync without SAS", `/${other}/parity/copy2`, { "x-ms-copy-source": `{root}${c}/L`, "x-ms-requires-sync": "true" }, ""),
  plain("copy sync source missing", `/${other}/parity/copy2`, { "x-ms-copy-source": `{root}${c}/none?${sas("parity", "none", "r")}`, "x-ms-requires-sync": "true" }, ""),
  plain("copy sync wrong condition", `/${other}/parity/copy2`, { "x-ms-copy-source": `{root}${c}/L?${sas("parity", "L", "r")}`, "x-ms-requires-sync": "true", "x-ms-source-if-match": "\"0x0\"" }, ""),
  plain("copy async", `/${other}/parity/later`, { "x-ms-copy-source": `{root}${c}/L?${sas("parity", "L", "r")}` }, ""),
  plain("append create", `${c}/log`, { "x-ms-blob-type": "AppendBlob" }, ""),
  plain("append", `${c}/log?comp=appendblock`, {}, "one", { compare: ["x-ms-blob-append-offset", "x-ms-blob-committed-block-count"] }),
  plain("append wrong position", `${c}/log?comp=appendblock`, { "x-ms-blob-condition-appendpos": "1" }, "one"),
  plain("append on block blob", `${c}/L?comp=appendblock`, {}, "one"),
  plain("block on append blob", `${c}/log?comp=block&blockid=AAAA`, {}, "one"),
  { label: "delete", method: "DELETE", path: `${c}/L` },
  { label: "delete again", method: "DELETE", path: `${c}/L` },
  { label: "container delete", method: "DELETE", path: `${c}?restype=container` },
  { label: "container delete again", method: "DELETE", path: `${c}?restype=container` },
];

const azurite = await startAzurite();
let same = 0;
const differences = [];
try {
  const memories = [{}, {}];
  for (const step of steps) {
    const [ours, theirs] = [await send(base, step, memories[0]), await send(azurite.url, step, memories[1])];
    if (ours === theirs) same++;
    else differences.push({ label: step.label, ours, theirs });
  }
} finally {
  azurite.child.kill();
}

for (const { label, ours, theirs } of differences) console.log(`${known[label] ? "known" : "differs"} ${label}\n  simulator: ${ours}\n  azurite:   ${theirs}`);
console.log(`same ${same} of ${steps.length}`);
process.exit(differences.some(({ label }) => !known[label]) ? 1 : 0);
