namespace AmlDr.Core.Kinds;

/// <summary>The names of the asset kinds, as they stand in instance identifiers, the ledger and the HTTP API.</summary>
public static class KindNames
{
    /// <summary>A registered model version.</summary>
    public const string Model = "model";

    /// <summary>A registered environment version.</summary>
    public const string Environment = "environment";
}
