import { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } from "@azure/core-rest-pipeline";

/** The simulator's address, for example http://127.0.0.1:9090. */
export const base = process.argv[2];

/** What GET /sandbox tells: workspaces, accounts, keys. */
export const world = await (await fetch(`${base}/sandbox`)).json();

const plain = createDefaultHttpClient();

/**
 * The clients refuse to send a token over plain HTTP. Given an https address, this client sends the request over HTTP and says so in the
 * header that a TLS proxy in front would set, so that absolute links come back as https.
 */
export const httpClient = {
  async sendRequest(request) {
    request.headers.set("X-Forwarded-Proto", "https");
    request.url = request.url.replace(/^https:/, "http:");
    request.allowInsecureConnection = true;
    const response = await plain.sendRequest(request);
    request.url = request.url.replace(/^http:/, "https:");
    return response;
  },
};

/** The same for the storage client, which hands custom HTTP clients an older kind of request. */
export const storageHttpClient = {
  async sendRequest(request) {
    const response = await httpClient.sendRequest(createPipelineRequest({
      url: request.url,
      method: request.method,
      body: request.body,
      headers: createHttpHeaders(request.headers.toJson({ preserveCase: true })),
      streamResponseStatusCodes: request.streamResponseStatusCodes,
      abortSignal: request.abortSignal,
    }));
    return { ...response, request, headers: { toJson: () => response.headers.toJSON({ preserveCase: true }) } };
  },
};

export const secureBase = base.replace(/^http:/, "https:");

/** A credential whose tokens the simulator issues for whatever audience is asked for. */
export const credential = {
  async getToken(scopes) {
    const audience = [scopes].flat()[0];
    const answer = await fetch(`${base}/sandbox/tokens`, { method: "POST", body: JSON.stringify({ audience }) });
    return { token: (await answer.json()).token, expiresOnTimestamp: Date.now() + 3600_000 };
  },
};

/** Everything that an async iterator yields. */
export async function all(iterator) {
  const items = [];
  for await (const item of iterator) items.push(item);
  return items;
}

/** Runs the checks one after another and tells each. The process fails with the first. */
export async function run(checks) {
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok ${name}`);
    } catch (error) {
      console.error(`failed ${name}: ${error.stack}`);
      process.exit(1);
    }
  }
}
