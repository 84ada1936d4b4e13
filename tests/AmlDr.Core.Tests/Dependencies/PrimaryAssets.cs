using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Kinds;

namespace AmlDr.Core.Tests.Dependencies;

/// <summary>A primary that holds components which need each other. Its answers come in an order of their own.</summary>
internal sealed class PrimaryAssets(int seed = 0) : IDependencySource
{
    private readonly Dictionary<AssetId, AssetDocument> _documents = [];
    private readonly Dictionary<string, string> _latest = [];
    private readonly HashSet<AssetId> _settled = [];
    private readonly Random _order = new(seed);

    public ConcurrentQueue<AssetId> Read { get; } = new();

    public static AssetId Component(string name, string version = "1") => new(KindNames.Component, name, version);

    /// <summary>Adds a component whose steps are the given references, or shorthands of names alone.</summary>
    public PrimaryAssets Add(string name, params string[] steps)
    {
        var jobs = new JsonObject(steps.Select((step, position) => KeyValuePair.Create<string, JsonNode?>(
            $"s{position}", new JsonObject { ["component"] = step.Contains(':', StringComparison.Ordinal) || step.Contains('@', StringComparison.Ordinal) ? step : $"azureml:{step}:1" })));
        _documents[Component(name)] = new AssetDocument(new JsonObject { ["properties"] = new JsonObject { ["componentSpec"] = new JsonObject { ["jobs"] = jobs } } });
        return this;
    }

    public PrimaryAssets Latest(string name, string version)
    {
        _latest[name] = version;
        return this;
    }

    public PrimaryAssets Settled(AssetId asset)
    {
        _settled.Add(asset);
        return this;
    }

    public async Task<DependencyResolution> ResolveAsync(string root) =>
        await new DependencyResolver(KindCatalog.CreateDefault()).ResolveAsync(Component(root), TestPair.Primary.Id, this, CancellationToken.None);

    public async ValueTask<AssetDocument?> ReadAsync(AssetId asset, CancellationToken cancellationToken)
    {
        Read.Enqueue(asset);
        await ShuffleAsync();
        return _documents.GetValueOrDefault(asset);
    }

    public async ValueTask<string?> FindVersionAsync(AssetId asset, string label, CancellationToken cancellationToken)
    {
        await ShuffleAsync();
        return label == "latest" ? _latest.GetValueOrDefault(asset.Name) : null;
    }

    public async ValueTask<bool> IsSettledAsync(AssetId asset, CancellationToken cancellationToken)
    {
        await ShuffleAsync();
        return _settled.Contains(asset);
    }

    private async Task ShuffleAsync()
    {
        int turns;
        lock (_order)
        {
            turns = _order.Next(4);
        }

        for (int i = 0; i < turns; i++)
        {
            await Task.Yield();
        }
    }
}
