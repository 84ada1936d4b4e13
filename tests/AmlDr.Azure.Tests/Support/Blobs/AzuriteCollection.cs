namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>The classes that share one Azurite.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<Azurite>
{
    public const string Name = "Azurite";
}
