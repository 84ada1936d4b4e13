using AmlDr.Sandbox.Arm.Types;

namespace AmlDr.Sandbox.Arm;

/// <summary>What a call to Resource Manager asks for.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Operation">The operation's name in the call log.</param>
/// <param name="Path">The address taken apart.</param>
internal sealed record ArmRoute(ArmRouteKind Kind, string Operation, ArmPath Path)
{
    /// <summary>The action that the caller's roles must allow; null when the call needs none.</summary>
    public string? Permission { get; init; }

    /// <summary>The scope at which they must allow it.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>The resource addressed, or the parent of the list.</summary>
    public ResourceAddress? Address { get; init; }

    /// <summary>For lists: the type listed.</summary>
    public ResourceDescriptor? Listed { get; init; }

    /// <summary>For actions: the action.</summary>
    public ResourceAction? Action { get; init; }

    /// <summary>For calls that nobody serves: the error to answer with.</summary>
    public ArmException? Refusal { get; init; }
}
