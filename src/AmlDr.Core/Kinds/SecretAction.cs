namespace AmlDr.Core.Kinds;

/// <summary>How the secrets of a kind are read: a POST on the resource.</summary>
/// <param name="Action">The action's path segment, such as <c>listSecrets</c>, in the published spelling.</param>
/// <param name="Target">The field of the body that takes what the action returns.</param>
/// <param name="Source">The field of the answer that is taken; null for the whole answer.</param>
public sealed record SecretAction(string Action, FieldPath Target, FieldPath? Source = null)
{
    /// <summary>True when the service takes the secrets with the first write alone.</summary>
    public bool IsForCreation { get; init; }

    /// <summary>The action that sets a given key afterwards, in the published spelling; null when there is none.</summary>
    public string? Regenerate { get; init; }
}
