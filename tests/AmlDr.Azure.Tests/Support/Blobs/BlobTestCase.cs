using Xunit.Abstractions;
using Xunit.Sdk;

namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>A test on a blob service. Whether it is skipped depends on the class that it is run for, not on the one that declares it.</summary>
public sealed class BlobTestCase : XunitTestCase
{
    [Obsolete("Called by the deserializer.")]
    public BlobTestCase()
    {
    }

    public BlobTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnostics, display, displayOptions, testMethod)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        bool onAzurite = TestMethod.TestClass.Class.GetCustomAttributes(typeof(OnAzuriteAttribute)).Any();
        string? answers = factAttribute.GetNamedArgument<string?>(nameof(BlobFactAttribute.AzuriteAnswers));
        return onAzurite
            ? answers is null ? Azurite.WhyAbsent : $"Azurite answers {answers}."
            : base.GetSkipReason(factAttribute);
    }
}
