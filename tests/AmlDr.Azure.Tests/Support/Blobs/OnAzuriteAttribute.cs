namespace AmlDr.Azure.Tests.Support.Blobs;

/// <summary>Marks a class whose <see cref="BlobFactAttribute"/> tests run on Azurite, where it is installed.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnAzuriteAttribute : Attribute;
