using System.Text.Json.Nodes;

namespace AmlDr.Azure.Jobs;

/// <summary>Stands in where there is no key ring: secret values are left out, so that none is kept in clear.</summary>
internal sealed class OmittingSealer : IVariableSealer
{
    public bool CanSeal => false;

    public JsonNode? Seal(string value) => null;

    public void OpenAll(JsonNode? node)
    {
        // Nothing was ever sealed.
    }
}
