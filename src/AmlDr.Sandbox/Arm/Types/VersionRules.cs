using System.Text.Json.Nodes;
using AmlDr.Sandbox.Arm.Schema;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What is particular to the versions of one kind of asset.</summary>
/// <param name="Schema">Their fields.</param>
/// <param name="Name">Rule on the version's name: says what is wrong, null when nothing is.</param>
/// <param name="Normalise">Brings a body into the service's own form.</param>
internal sealed record VersionRules(BodySchema Schema, Func<string, string?> Name, Action<JsonObject, WriteContext>? Normalise = null);
