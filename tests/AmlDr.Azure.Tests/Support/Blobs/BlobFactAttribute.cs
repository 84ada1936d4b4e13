using Xunit.Sdk;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>
/// A test that runs on every blob service for which a class derives from the one that declares it. On Azurite it is skipped, with the
/// reason, where Azurite is not installed or does not offer what the test needs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("AmlDr.Azure.Tests.Support.Blobs." + nameof(BlobFactDiscoverer), "AmlDr.Azure.Tests")]
public sealed class BlobFactAttribute : FactAttribute
{
    /// <summary>What Azurite answers instead; null when it serves the test.</summary>
    public string? AzuriteAnswers { get; set; }
}
