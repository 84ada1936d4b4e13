using AmlDr.Sandbox.Http;

namespace AmlDr.Sandbox.Arm.Types;

/// <summary>What can be done with a resource besides reading, writing and deleting it.</summary>
/// <param name="Run">Does it.</param>
internal sealed record ResourceAction(Func<ActionCall, SimResponse> Run)
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Whether a body is needed.</summary>
    public bool NeedsBody { get; init; }

    /// <summary>Whether it asks for something that need not exist itself; what it stands in must.</summary>
    public bool OnAbsent { get; init; }

    /// <summary>A GET below a resource that is no collection of resources.</summary>
    public static ResourceAction Get(Func<ActionCall, SimResponse> run) => new(run) { Method = "GET" };

    /// <summary>A POST whose body counts.</summary>
    public static ResourceAction WithBody(Func<ActionCall, SimResponse> run) => new(run) { NeedsBody = true };
}
