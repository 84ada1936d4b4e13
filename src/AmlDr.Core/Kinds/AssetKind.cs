using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds;

/// <summary>The common case of a kind: versioned, written at once, without secrets, files, adaptation or exceptions.</summary>
public abstract class AssetKind : IAssetKind
{
    /// <summary>The parameter that makes lists show what is archived.</summary>
    protected static IReadOnlyDictionary<string, string> ArchivedToo { get; } =
        new ReadOnlyDictionary<string, string>(new Dictionary<string, string> { ["listViewType"] = "All" });

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Collection { get; }

    /// <inheritdoc/>
    public virtual KindShape Shape => KindShape.Versioned;

    /// <inheritdoc/>
    public virtual IReadOnlyDictionary<string, string> ListParameters => ReadOnlyDictionary<string, string>.Empty;

    /// <inheritdoc/>
    public virtual bool IsLongRunning => false;

    /// <inheritdoc/>
    public virtual SecretAction? Secrets => null;

    /// <inheritdoc/>
    public abstract KindFields Fields { get; }

    /// <inheritdoc/>
    public virtual AssetVerdict Judge(AssetDocument document, KindContext context) => AssetVerdict.Mirror;

    /// <inheritdoc/>
    public virtual IReadOnlyList<ContentReference> FindContent(AssetDocument document) => [];

    /// <inheritdoc/>
    public virtual IReadOnlyList<AssetId> FindImplicitDependencies(AssetDocument document, AssetId asset) => [];

    /// <inheritdoc/>
    public virtual void Clean(JsonObject body)
    {
    }

    /// <inheritdoc/>
    public virtual bool NeedsSecrets(JsonObject body) => Secrets is not null;

    /// <inheritdoc/>
    public virtual void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings)
    {
    }
}
