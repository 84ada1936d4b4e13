namespace AmlDr.Sandbox.Tests.Identity;

/// <summary>Tests that set environment variables of this process run alone.</summary>
[CollectionDefinition(nameof(EnvironmentCollection), DisableParallelization = true)]
public sealed class EnvironmentCollection;
