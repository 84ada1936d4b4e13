using System.Text.Json.Nodes;
using AmlDr.Core.Assets;
using AmlDr.Core.References;
using AmlDr.Core.Rewriting;

namespace AmlDr.Core.Kinds;

/// <summary>
/// What is special about one kind of asset. An implementation is data and pure rules: it never calls anything, and gives the same
/// answer for the same document. Every kind passes the one conformance suite of the tests.
/// </summary>
public interface IAssetKind
{
    /// <summary>The kind's name, one of <see cref="KindNames"/>.</summary>
    string Name { get; }

    /// <summary>The path segment of its resources below the workspace, such as <c>models</c>.</summary>
    string Collection { get; }

    /// <summary>How its resources are addressed.</summary>
    KindShape Shape { get; }

    /// <summary>
    /// Parameters without which its lists hide something, such as <c>listViewType=All</c> (<c>facts/aml-rest.md</c> 1.4).
    /// </summary>
    IReadOnlyDictionary<string, string> ListParameters { get; }

    /// <summary>True when a write goes on after its answer (<c>facts/aml-rest.md</c> 1.6).</summary>
    bool IsLongRunning { get; }

    /// <summary>How its secrets are read; null when it has none.</summary>
    SecretAction? Secrets { get; }

    /// <summary>The fields that need care.</summary>
    KindFields Fields { get; }

    /// <summary>Says whether an asset takes part in mirroring, as far as its kind says. <see cref="AssetJudge"/> asks the policy as well.</summary>
    /// <param name="document">Its document in the primary.</param>
    /// <param name="context">What else is known of it.</param>
    /// <returns>The verdict, with the reason when it does not.</returns>
    /// <exception cref="Failures.InvalidAssetException">The document lacks what every asset of the kind has.</exception>
    AssetVerdict Judge(AssetDocument document, KindContext context);

    /// <summary>Finds the references under which the asset's files stand.</summary>
    /// <param name="document">The document.</param>
    /// <returns>The references, none for an asset without files of its own.</returns>
    IReadOnlyList<ContentReference> FindContent(AssetDocument document);

    /// <summary>Finds what the asset depends on beyond its references, such as a deployment's endpoint.</summary>
    /// <param name="document">The document.</param>
    /// <param name="asset">The asset.</param>
    /// <returns>The assets.</returns>
    IReadOnlyList<AssetId> FindImplicitDependencies(AssetDocument document, AssetId asset);

    /// <summary>Drops what the service sets and a path cannot name, because it depends on what stands next to it.</summary>
    /// <param name="body">The body, changed in place.</param>
    void Clean(JsonObject body);

    /// <summary>Says whether a body needs its secrets merged before it is written.</summary>
    /// <param name="body">The body for the secondary, adapted.</param>
    /// <returns>False for a kind without secrets, and for an asset of the kind that has none.</returns>
    bool NeedsSecrets(JsonObject body);

    /// <summary>
    /// Makes the body differ from the primary's where it is meant to: by tier, by what stands already. Doing it twice is doing it once.
    /// </summary>
    /// <param name="body">The body, translated; changed in place.</param>
    /// <param name="context">What is known of the asset.</param>
    /// <param name="findings">Takes what cannot be adapted.</param>
    void Adapt(JsonObject body, KindContext context, ICollection<Finding> findings);
}
