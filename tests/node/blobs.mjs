// Drives the simulated blob service with npm's @azure/storage-blob.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import {
  AccountSASPermissions, AccountSASResourceTypes, AccountSASServices, BlobClient, BlobSASPermissions, BlobServiceClient, ContainerClient,
  ContainerSASPermissions, generateAccountSASQueryParameters, generateBlobSASQueryParameters, SASProtocol, StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { all, base, credential, run, secureBase, storageHttpClient as httpClient, world } from "./support.mjs";

const account = (name) => world.accounts.find((item) => item.name === name);
const shared = (name) => new StorageSharedKeyCredential(name, account(name).keys[0]);
const service = (name) => new BlobServiceClient(`${base}/${name}`, shared(name), { retryOptions: { maxTries: 1 } });
const identity = new BlobServiceClient(`${secureBase}/stmldrsecondary`, credential, { httpClient, retryOptions: { maxTries: 1 } });
const primary = service("stmldrprimary").getContainerClient("npm-source");
const secondary = service("stmldrsecondary").getContainerClient("npm-target");
const md5 = (bytes) => createHash("md5").update(bytes).digest();
const inAnHour = new Date(Date.now() + 3600_000);
const bytes = randomBytes(100_000);
const name = "models/ü nd+%#/weights (1).bin";

const readSas = (container, blob) => generateBlobSASQueryParameters(
  { containerName: container.containerName, blobName: blob, permissions: BlobSASPermissions.parse("r"), expiresOn: inAnHour }, shared("stmldrprimary"));

await run({
  async "containers are created, listed and described"() {
    await primary.create({ metadata: { team: "ml" } });
    await secondary.create();
    assert.equal((await primary.createIfNotExists()).succeeded, false);
    assert.equal((await primary.getProperties()).metadata.team, "ml");
    const names = (await all(service("stmldrprimary").listContainers({ prefix: "npm-" }))).map((item) => item.name);
    assert.deepEqual(names, ["npm-source"]);
  },

  async "a blob is uploaded whole and read back"() {
    const blob = primary.getBlockBlobClient(name);
    await blob.upload(bytes, bytes.length, { blobHTTPHeaders: { blobContentType: "application/x-model" }, metadata: { Stage: "Prod" } });
    const properties = await blob.getProperties();
    assert.equal(properties.contentLength, bytes.length);
    assert.deepEqual(Buffer.from(properties.contentMD5), md5(bytes));
    assert.equal(properties.contentType, "application/x-model");
    assert.equal(properties.metadata.stage, "Prod");
    assert.deepEqual(await blob.downloadToBuffer(), bytes);
    assert.deepEqual(await blob.downloadToBuffer(10, 20), bytes.subarray(10, 30));
  },

  async "a blob is uploaded in blocks"() {
    const blob = primary.getBlockBlobClient("blocks.bin");
    await blob.uploadData(bytes, { blockSize: 30_000, maxSingleShotSize: 1 });
    assert.deepEqual(await blob.downloadToBuffer(), bytes);
    const list = await blob.getBlockList("all");
    assert.deepEqual(list.committedBlocks.map((block) => block.size), [30_000, 30_000, 30_000, 10_000]);
  },

  async "blobs are listed flat, by levels and over pages"() {
    for (const each of ["a/1", "a/2", "b/c/1", "z"]) await secondary.getBlockBlobClient(each).upload("x", 1, { metadata: { k: each.length.toString() } });
    const flat = await all(secondary.listBlobsFlat({ includeMetadata: true }));
    assert.deepEqual(flat.map((item) => item.name), ["a/1", "a/2", "b/c/1", "z"]);
    assert.equal(flat[0].metadata.k, "3");
    assert.ok(flat[0].properties.contentMD5);
    const levels = await all(secondary.listBlobsByHierarchy("/"));
    assert.deepEqual(levels.map((item) => `${item.kind}:${item.name}`), ["prefix:a/", "prefix:b/", "blob:z"]);
    const pages = await all(secondary.listBlobsFlat().byPage({ maxPageSize: 3 }));
    assert.deepEqual(pages.map((page) => page.segment.blobItems.length), [3, 1]);
    assert.deepEqual((await all(primary.listBlobsFlat({ prefix: "models/" }))).map((item) => item.name), [name]);
  },

  async "conditions guard writes and reads"() {
    const blob = secondary.getBlockBlobClient("guarded");
    const first = await blob.upload("1", 1, { conditions: { ifNoneMatch: "*" } });
    await assert.rejects(blob.upload("2", 1, { conditions: { ifNoneMatch: "*" } }), { statusCode: 409, code: "BlobAlreadyExists" });
    await blob.upload("2", 1, { conditions: { ifMatch: first.etag } });
    await assert.rejects(blob.upload("3", 1, { conditions: { ifMatch: first.etag } }), { statusCode: 412, code: "ConditionNotMet" });
    await assert.rejects(blob.download(0, undefined, { conditions: { ifMatch: first.etag } }), { statusCode: 412 });
  },

  async "leases lock a blob"() {
    const blob = secondary.getBlockBlobClient("leased");
    await blob.upload("1", 1);
    const lease = blob.getBlobLeaseClient();
    await lease.acquireLease(15);
    await assert.rejects(blob.upload("2", 1), { statusCode: 412, code: "LeaseIdMissing" });
    await assert.rejects(blob.getBlobLeaseClient().acquireLease(15), { statusCode: 409, code: "LeaseAlreadyPresent" });
    await lease.renewLease();
    await blob.upload("2", 1, { conditions: { leaseId: lease.leaseId } });
    assert.equal((await blob.getProperties()).leaseState, "leased");
    await lease.releaseLease();
    await blob.upload("3", 1);
  },

  async "a service SAS opens one blob for reading"() {
    const url = `${primary.getBlobClient(name).url}?${readSas(primary, name)}`;
    assert.deepEqual(await new BlobClient(url).downloadToBuffer(), bytes);
    await assert.rejects(new BlobClient(url).delete(), { statusCode: 403, code: "AuthorizationPermissionMismatch" });
  },

  async "an account SAS lists containers"() {
    const sas = generateAccountSASQueryParameters({
      expiresOn: inAnHour,
      permissions: AccountSASPermissions.parse("rl"),
      resourceTypes: AccountSASResourceTypes.parse("sco").toString(),
      services: AccountSASServices.parse("b").toString(),
      protocol: SASProtocol.HttpsAndHttp,
    }, shared("stmldrprimary"));
    assert.ok((await all(new BlobServiceClient(`${base}/stmldrprimary?${sas}`).listContainers())).length >= 3);
  },

  async "a user delegation SAS opens a container for listing and reading"() {
    const withToken = new BlobServiceClient(`${secureBase}/stmldrprimary`, credential, { httpClient });
    const key = await withToken.getUserDelegationKey(new Date(Date.now() - 60_000), inAnHour);
    const sas = generateBlobSASQueryParameters(
      { containerName: "npm-source", permissions: ContainerSASPermissions.parse("rl"), startsOn: new Date(Date.now() - 60_000), expiresOn: inAnHour }, key, "stmldrprimary");
    const container = new ContainerClient(`${base}/stmldrprimary/npm-source?${sas}`);
    assert.equal((await all(container.listBlobsFlat())).length, 2);
    assert.deepEqual(await container.getBlobClient(name).downloadToBuffer(), bytes);
    await assert.rejects(container.getBlockBlobClient("new").upload("x", 1), { statusCode: 403 });
  },

  async "a token reads and writes"() {
    const blob = identity.getContainerClient("npm-target").getBlockBlobClient("by-token");
    await blob.upload("token", 5);
    assert.equal((await blob.downloadToBuffer()).toString(), "token");
  },

  async "a blob is copied from one account to the other, later"() {
    const target = secondary.getBlobClient("copied-later");
    const poller = await target.beginCopyFromURL(`${primary.getBlobClient(name).url}?${readSas(primary, name)}`, { intervalInMs: 10 });
    assert.equal((await poller.pollUntilDone()).copyStatus, "success");
    assert.deepEqual(await target.downloadToBuffer(), bytes);
    assert.equal((await target.getProperties()).metadata.stage, "Prod");
  },

  async "a blob is copied at once, by SAS and by the source's token"() {
    const source = primary.getBlobClient(name);
    const bySas = secondary.getBlobClient("copied-now");
    assert.equal((await bySas.syncCopyFromURL(`${source.url}?${readSas(primary, name)}`, { sourceContentMD5: md5(bytes) })).copyStatus, "success");
    const byToken = secondary.getBlobClient("copied-with-token");
    const token = (await credential.getToken("https://storage.azure.com/.default")).token;
    await byToken.syncCopyFromURL(source.url, { sourceAuthorization: { scheme: "Bearer", value: token } });
    assert.deepEqual(await byToken.downloadToBuffer(), bytes);
    await assert.rejects(secondary.getBlobClient("refused").syncCopyFromURL(source.url), { statusCode: 401, code: "CannotVerifyCopySource" });
  },

  async "a blob is put from an address"() {
    const target = secondary.getBlockBlobClient("put-from-url");
    await target.syncUploadFromURL(`${primary.getBlobClient(name).url}?${readSas(primary, name)}`, { conditions: { ifNoneMatch: "*" } });
    const properties = await target.getProperties();
    assert.deepEqual(Buffer.from(properties.contentMD5), md5(bytes));
    assert.equal(properties.contentType, "application/x-model");
  },

  async "blocks are staged from an address and committed"() {
    const target = secondary.getBlockBlobClient("staged");
    const source = `${primary.getBlobClient(name).url}?${readSas(primary, name)}`;
    const ids = [];
    for (let offset = 0; offset < bytes.length; offset += 40_000) {
      const id = Buffer.from(offset.toString().padStart(12, "0")).toString("base64");
      await target.stageBlockFromURL(id, source, offset, Math.min(40_000, bytes.length - offset));
      ids.push(id);
    }
    assert.equal((await target.getBlockList("uncommitted")).uncommittedBlocks.length, 3);
    await target.commitBlockList(ids, { blobHTTPHeaders: { blobContentMD5: md5(bytes) } });
    assert.deepEqual(await target.downloadToBuffer(), bytes);
    assert.deepEqual(Buffer.from((await target.getProperties()).contentMD5), md5(bytes));
  },

  async "append blobs grow"() {
    const blob = secondary.getAppendBlobClient("log");
    await blob.create();
    await blob.appendBlock("one ", 4);
    await blob.appendBlock("two", 3, { conditions: { appendPosition: 4 } });
    assert.equal((await blob.downloadToBuffer()).toString(), "one two");
  },

  async "metadata and properties are changed, blobs and containers deleted"() {
    const blob = secondary.getBlockBlobClient("changed");
    await blob.upload("x", 1);
    await blob.setMetadata({ a: "b" });
    await blob.setHTTPHeaders({ blobContentType: "text/plain" });
    const properties = await blob.getProperties();
    assert.equal(properties.metadata.a, "b");
    assert.equal(properties.contentType, "text/plain");
    await blob.delete();
    assert.equal(await blob.exists(), false);
    await secondary.delete();
    await assert.rejects(secondary.getProperties(), { statusCode: 404 });
  },
});
