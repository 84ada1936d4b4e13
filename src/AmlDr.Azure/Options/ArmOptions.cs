namespace AmlDr.Azure.Options;

/// <summary>How Azure Resource Manager is called.</summary>
public sealed class ArmOptions
{
    /// <summary>The endpoint of the cloud. Plain <c>http</c> is taken on loopback only, for the sandbox.</summary>
    public string Endpoint { get; init; } = "https://management.azure.com";

    /// <summary>The audience of the tokens.</summary>
    public string Audience { get; init; } = "https://management.azure.com";

    /// <summary>
    /// The api-version of <c>Microsoft.MachineLearningServices</c>, <c>2024-04-01</c> or newer. An older one drops fields that a newer one has
    /// (<c>facts/aml-rest.md</c> section 0).
    /// </summary>
    public string ApiVersion { get; init; } = "2025-12-01";

    /// <summary>How long one call may take, 1 second to 10 minutes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Read calls that may be made at once. Azure allows 250 per region, subscription and identity (<c>facts/aml-rest.md</c> section 6).</summary>
    public int ReadBurst { get; init; } = 250;

    /// <summary>Read calls that are allowed again per second. Azure allows 25.</summary>
    public double ReadsPerSecond { get; init; } = 25;

    /// <summary>Write calls that may be made at once. Azure allows 200.</summary>
    public int WriteBurst { get; init; } = 200;

    /// <summary>Write calls that are allowed again per second. Azure allows 10.</summary>
    public double WritesPerSecond { get; init; } = 10;
}
