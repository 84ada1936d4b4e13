// Drives the simulated Resource Manager with npm's @azure/arm-machinelearning (api-version 2022-10-01).
import assert from "node:assert/strict";
import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { all, credential, httpClient, run, secureBase, world } from "./support.mjs";

const client = new AzureMachineLearningWorkspaces(credential, world.subscription, {
  endpoint: secureBase,
  credentialScopes: "https://management.azure.com/.default",
  httpClient,
});
const at = [world.resourceGroup, "mlw-primary"];

await run({
  async "workspaces are listed and read"() {
    const names = (await all(client.workspaces.listBySubscription())).map((item) => item.name);
    assert.deepEqual(names, ["mlw-primary", "mlw-secondary"]);
    const workspace = await client.workspaces.get(...at);
    assert.equal(workspace.location, "westeurope");
    assert.equal(workspace.workspaceId, world.workspaces[0].workspaceId);
    assert.match(workspace.storageAccount, /storageAccounts\/stmldrprimary$/);
  },

  async "a workspace is updated by a long-running operation"() {
    const updated = await client.workspaces.beginUpdateAndWait(...at, { tags: { by: "npm" }, friendlyName: "renamed" }, { updateIntervalInMs: 10 });
    assert.equal(updated.friendlyName, "renamed");
    assert.equal(updated.tags.by, "npm");
  },

  async "models are created, listed over pages, read and deleted"() {
    for (const version of ["1", "2", "3"]) {
      const created = await client.modelVersions.createOrUpdate(...at, "credit", version, {
        properties: {
          modelType: "mlflow_model",
          modelUri: `azureml://datastores/workspaceblobstore/paths/credit/${version}`,
          description: "a model",
          tags: { version },
          flavors: { python_function: { data: { loader_module: "mlflow.sklearn" } } },
        },
      });
      assert.equal(created.name, version);
      assert.equal(created.systemData.createdByType, "ManagedIdentity");
    }
    const listed = await all(client.modelVersions.list(...at, "credit", { top: 2 }));
    assert.deepEqual(listed.map((item) => item.name), ["1", "2", "3"]);
    const newest = await all(client.modelVersions.list(...at, "credit", { orderBy: "createdtime desc", top: 1 }));
    assert.equal(newest[0].name, "3");
    const container = await client.modelContainers.get(...at, "credit");
    assert.equal(container.properties.latestVersion, "3");
    assert.equal(container.properties.nextVersion, "4");
    const read = await client.modelVersions.get(...at, "credit", "2");
    assert.equal(read.properties.flavors.python_function.data.loader_module, "mlflow.sklearn");
    assert.match(read.properties.modelUri, /^azureml:\/\/subscriptions\/.*\/paths\/credit\/2$/);
    await client.modelVersions.delete(...at, "credit", "2");
    await assert.rejects(client.modelVersions.get(...at, "credit", "2"), { statusCode: 404 });
  },

  async "what was read can be written back"() {
    const read = await client.modelVersions.get(...at, "credit", "1");
    read.properties.isArchived = true;
    await client.modelVersions.createOrUpdate(...at, "credit", "1", read);
    assert.equal((await client.modelVersions.get(...at, "credit", "1")).properties.isArchived, true);
    assert.deepEqual((await all(client.modelVersions.list(...at, "credit"))).map((item) => item.name), ["3"]);
    assert.equal((await all(client.modelVersions.list(...at, "credit", { listViewType: "All" }))).length, 2);
  },

  async "environments are created, refused when changed, listed and deleted"() {
    const body = { properties: { image: "mcr.microsoft.com/azureml/base:1", condaFile: "name: env", osType: "Linux" } };
    const created = await client.environmentVersions.createOrUpdate(...at, "train", "1", body);
    assert.equal(created.properties.environmentType, "UserCreated");
    await assert.rejects(
      client.environmentVersions.createOrUpdate(...at, "train", "1", { properties: { ...body.properties, image: "other" } }),
      (error) => error.statusCode === 409 && error.code === "UserError",
    );
    assert.deepEqual((await all(client.environmentContainers.list(...at))).map((item) => item.name), ["train"]);
    await client.environmentContainers.delete(...at, "train");
    await assert.rejects(client.environmentVersions.get(...at, "train", "1"), { statusCode: 404 });
  },

  async "datastores hide their secrets"() {
    await client.datastores.createOrUpdate(...at, "keyed", {
      properties: {
        datastoreType: "AzureBlob",
        accountName: "a",
        containerName: "c",
        credentials: { credentialsType: "AccountKey", secrets: { secretsType: "AccountKey", key: "a2V5" } },
      },
    });
    const read = await client.datastores.get(...at, "keyed");
    assert.equal(read.properties.credentials.secrets?.key, undefined);
    assert.equal((await client.datastores.listSecrets(...at, "keyed")).key, "a2V5");
    assert.equal((await all(client.datastores.list(...at))).length, 5);
  },

  async "data assets and codes are written and read"() {
    await client.dataVersions.createOrUpdate(...at, "rows", "a", { properties: { dataType: "mltable", dataUri: "azureml://datastores/workspaceblobstore/paths/rows", referencedUris: ["https://x/1"] } });
    assert.deepEqual((await client.dataVersions.get(...at, "rows", "a")).properties.referencedUris, ["https://x/1"]);
    await client.codeVersions.createOrUpdate(...at, "0f8fad5b-d9cb-469f-a165-70867728950e", "1", { properties: { codeUri: "https://x/code" } });
    assert.equal((await all(client.codeContainers.list(...at))).length, 1);
  },

  async "a schedule is created and deleted by long-running operations"() {
    const created = await client.schedules.beginCreateOrUpdateAndWait(...at, "nightly", {
      properties: {
        action: { actionType: "CreateJob", jobDefinition: { jobType: "Command", command: "c", environmentId: "e" } },
        trigger: { triggerType: "Cron", expression: "0 0 * * *" },
      },
    }, { updateIntervalInMs: 10 });
    assert.equal(created.properties.provisioningState, "Succeeded");
    await client.schedules.beginDeleteAndWait(...at, "nightly", { updateIntervalInMs: 10 });
    await assert.rejects(client.schedules.get(...at, "nightly"), { statusCode: 404 });
  },

  async "bad input is refused with a code"() {
    await assert.rejects(
      client.modelVersions.createOrUpdate(...at, "credit", "latest", { properties: {} }),
      (error) => error.statusCode === 400 && error.code === "UserError",
    );
    await assert.rejects(client.workspaces.get(world.resourceGroup, "nobody"), (error) => error.statusCode === 404 && error.code === "ResourceNotFound");
  },
});
