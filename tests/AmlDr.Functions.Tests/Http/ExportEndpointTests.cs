using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AmlDr.Azure.Blobs;
using AmlDr.Azure.Catalog;
using AmlDr.Azure.ControlStore;
using AmlDr.Core.Assets;
using AmlDr.Core.Kinds;
using Microsoft.Extensions.DependencyInjection;

namespace AmlDr.Functions.Tests.Http;

public sealed class ExportEndpointTests : IAsyncLifetime
{
    private readonly RunningApp _app = new();

    public Task InitializeAsync() => _app.InitializeAsync();

    public Task DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Export_Catalog_IsAZipForDownload()
    {
        await AddAsync("churn", "7", "a model");

        HttpResponseMessage answer = await _app.Api.GetAsync($"pairs/{RunningApp.Pair}/export");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{RunningApp.Pair}.zip", answer.Content.Headers.ContentDisposition?.FileName);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(), ZipArchiveMode.Read);
        Assert.Equal(["model/churn/7.yml", "arm/model/churn/7.json", "README.txt"], zip.Entries.Select(entry => entry.FullName));
    }

    [Fact]
    public async Task Export_EntryThatCannotBeRead_CutsTheConnectionInsteadOfEndingEarly()
    {
        // Large and random, so that the answer has begun before the broken entry is met.
        await AddAsync("churn", "1", Convert.ToHexString(RandomNumberGenerator.GetBytes(2_000_000)));
        var metadata = new Dictionary<string, string> { ["fingerprint"] = "f", ["seen"] = "2026-01-01T00:00:00.0000000Z" };
        await _app.Server.Services.GetRequiredService<ControlStoreClient>().Container.UploadAsync(
            $"pairs/{RunningApp.Pair}/catalog/model/zebra/1.json", BinaryData.FromString("not json"), BlobCondition.None, "application/json", metadata,
            CancellationToken.None);

        await Assert.ThrowsAsync<HttpRequestException>(() => _app.Api.GetByteArrayAsync($"pairs/{RunningApp.Pair}/export"));
    }

    private async Task AddAsync(string name, string version, string description) =>
        await _app.Server.Services.GetRequiredService<CatalogStore>().WriteIfNewAsync(
            RunningApp.Pair, new AssetId(KindNames.Model, name, version),
            new AssetDocument(new JsonObject { ["properties"] = new JsonObject { ["description"] = description } }), "f", CancellationToken.None);
}
