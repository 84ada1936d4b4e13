using Xunit.Abstractions;
using Xunit.Sdk;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>Finds the tests marked with <see cref="BlobFactAttribute"/>.</summary>
/// <param name="diagnostics">Where the runner wants to hear of problems.</param>
public sealed class BlobFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
    [
        new BlobTestCase(
            diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod),
    ];
}
