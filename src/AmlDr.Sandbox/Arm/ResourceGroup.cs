using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Arm;

/// <summary>A resource group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Location">Where its metadata is.</param>
/// <param name="Tags">Its tags.</param>
internal sealed record ResourceGroup(string Name, string Location, JsonObject? Tags);
