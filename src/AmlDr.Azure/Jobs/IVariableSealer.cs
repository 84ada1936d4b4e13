using System.Text.Json.Nodes;

namespace AmlDr.Azure.Jobs;

/// <summary>Seals values that are secret, so that they can be kept in the control store.</summary>
public interface IVariableSealer
{
    /// <summary>False when there is no key ring: then secret values are not kept at all.</summary>
    bool CanSeal { get; }

    /// <summary>Seals a value.</summary>
    /// <param name="value">The value. A secret.</param>
    /// <returns>What may be kept; null when nothing may.</returns>
    JsonNode? Seal(string value);

    /// <summary>Opens every sealed value in a document.</summary>
    /// <param name="node">The document, changed in place.</param>
    /// <exception cref="Core.Failures.AccessDeniedException">The key ring cannot open a value.</exception>
    void OpenAll(JsonNode? node);
}
