using AmlDr.Core.Assets;
using AmlDr.Core.Dependencies;
using AmlDr.Core.Tests.Kinds;

namespace AmlDr.Core.Tests.Dependencies;

/// <summary>A primary that holds the samples of the conformance suite, of which nothing is mirrored yet.</summary>
internal sealed class KindSampleSource : IDependencySource
{
    private readonly Dictionary<AssetId, AssetDocument> _documents =
        KindSample.Files.Select(KindSample.Read).ToDictionary(sample => sample.Asset, sample => sample.Document);

    public ValueTask<AssetDocument?> ReadAsync(AssetId asset, CancellationToken cancellationToken) => ValueTask.FromResult(_documents.GetValueOrDefault(asset));

    public ValueTask<string?> FindVersionAsync(AssetId asset, string label, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_documents.Keys.Where(known => known.Kind == asset.Kind && known.Name == asset.Name).Select(known => known.Version).FirstOrDefault());

    public ValueTask<bool> IsSettledAsync(AssetId asset, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
