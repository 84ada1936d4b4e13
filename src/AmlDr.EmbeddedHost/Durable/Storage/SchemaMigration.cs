namespace AmlDr.EmbeddedHost.Durable.Storage;

/// <summary>One step from a schema version to the next.</summary>
/// <param name="Version">The version that the step leads to.</param>
/// <param name="Statements">What it does, in one transaction.</param>
internal sealed record SchemaMigration(int Version, IReadOnlyList<string> Statements);
