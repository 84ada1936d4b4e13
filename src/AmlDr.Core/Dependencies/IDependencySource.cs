using AmlDr.Core.Assets;

namespace AmlDr.Core.Dependencies;

/// <summary>What <see cref="DependencyResolver"/> asks about assets. Each question is asked once per asset and resolution, several at a time.</summary>
public interface IDependencySource
{
    /// <summary>Reads an asset of the primary.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>Its document; null when the primary does not hold it.</returns>
    ValueTask<AssetDocument?> ReadAsync(AssetId asset, CancellationToken cancellationToken);

    /// <summary>Finds the version that a label stands for in the primary.</summary>
    /// <param name="asset">The asset, with an empty version.</param>
    /// <param name="label">The label, such as <c>latest</c>.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>The version; null when there is none.</returns>
    ValueTask<string?> FindVersionAsync(AssetId asset, string label, CancellationToken cancellationToken);

    /// <summary>Says whether nothing is to be done for an asset before those that need it.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <returns>True when it is mirrored already; it is then neither read nor listed.</returns>
    ValueTask<bool> IsSettledAsync(AssetId asset, CancellationToken cancellationToken);
}
