using System.Text.Json.Nodes;

namespace AmlDr.Sandbox.Seeding;

/// <summary>What a model consists of besides its name: its type, its files and the flavors that the registry is told.</summary>
/// <param name="ModelType"><c>mlflow_model</c>, <c>triton_model</c> or <c>custom_model</c>.</param>
/// <param name="Files">Its files.</param>
/// <param name="Flavors">Its flavors in the form of <c>properties.flavors</c>; null for none.</param>
internal sealed record ModelContent(string ModelType, IReadOnlyList<SeedFile> Files, JsonObject? Flavors = null);
